/* Picks the table, lays it out, says around it what a reader must know: where it comes from and whether it adds up. */
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/safe.h"
#include "report/layout.h"
#include "report/stratified.h"

#define FACT_LIMIT 200 /* bytes of a text above a table */

int kmend_format_parse(const char *name, enum kmend_format *format)
{
	static const char *const names[] = {
#define KMEND_X(upper, text) text,
		KMEND_FORMATS(KMEND_X)
#undef KMEND_X
	};

	for (unsigned i = 0; i < KMEND_FORMAT_COUNT; i++) {
		if (strcmp(name, names[i]) == 0) {
			*format = i;
			return 0;
		}
	}
	return kmend_error("unknown format '%s' (text, json, csv, markdown, latex or html)", name);
}

static const char *const table_names[] = { "",
#define KMEND_X(upper, text) text,
	KMEND_TABLES(KMEND_X)
#undef KMEND_X
};

int kmend_table_parse(const char *name, enum kmend_table_name *table)
{
	for (unsigned i = 1; i < sizeof(table_names) / sizeof(table_names[0]); i++) {
		if (strcmp(name, table_names[i]) == 0) {
			*table = i;
			return 0;
		}
	}
	return kmend_error(
		"unknown table '%s' (survivability, experiments, coverage, components, recovery, reasons or crashes)",
		name);
}

static const char *title(enum kmend_table_name table)
{
	switch (table) {
	case KMEND_TABLE_EXPERIMENTS:
		return "Experiments";
	case KMEND_TABLE_COVERAGE:
		return "Recovery coverage: share of block executions inside recovery windows";
	case KMEND_TABLE_COMPONENTS:
		return "Outcomes by component";
	case KMEND_TABLE_RECOVERY:
		return "What recoveries led to";
	case KMEND_TABLE_REASONS:
		return "Outcomes and their reasons";
	case KMEND_TABLE_CRASHES:
		return "Crashes by signature";
	default:
		return "Survivability under random fault injection";
	}
}

/* "name value", safe; in Markdown what has a meaning there is escaped. */
static void put_fact(FILE *out, const char *name, const char *value, int markdown)
{
	char *safe = kmend_safe_string(value, strlen(value), FACT_LIMIT);

	fprintf(out, "%s ", name);
	for (const char *c = safe && *safe ? safe : "unknown"; *c; c++) {
		if (markdown && strchr(KMEND_MARKDOWN_SPECIAL, *c))
			fputc('\\', out);
		fputc(*c, out);
	}
	free(safe);
}

static void write_head(const struct kmend_summary *summary, enum kmend_table_name table, FILE *out, int markdown)
{
	fprintf(out, markdown ? "### %s\n\n" : "%s\n", title(table));
	put_fact(out, "campaign", summary->campaign, markdown);
	put_fact(out, ", target", summary->target, markdown);
	put_fact(out, ", fault model", summary->fault_model, markdown);
	if (*summary->detectors)
		put_fact(out, ", detectors", summary->detectors, markdown);
	put_fact(out, ", seed", summary->seed, markdown);
	put_fact(out, ", revision", summary->revision, markdown);
	fputs("\n\n", out);
}

static unsigned long long outcome(const struct kmend_summary *summary, int number)
{
	return (unsigned long long)summary->total.outcomes[number];
}

/* Results of earlier versions of kmend have crashes that nobody named. */
static void write_unsigned(const struct kmend_summary *summary, FILE *out)
{
	unsigned long long all = outcome(summary, KMEND_OUTCOME_CRASH), missing = all;

	for (size_t i = 0; i < summary->ncrashes; i++)
		missing -= summary->crashes[i].count;
	if (missing)
		fprintf(out, "%llu of %llu crashes %s no signature: an earlier version of kmend ran them.\n", missing,
			all, missing == 1 ? "has" : "have");
}

static int has_shares(enum kmend_table_name table)
{
	return table == KMEND_TABLE_SURVIVABILITY || table == KMEND_TABLE_COMPONENTS;
}

/* Planned = the sum of all classes, in words, under every table for people. */
static void write_foot(const struct kmend_summary *summary, enum kmend_table_name table, FILE *out)
{
	const struct kmend_tally *total = &summary->total;

	if (has_shares(table))
		fputs("\nShares of activated experiments, with 95% Wilson intervals; survived = pass + fail.\n", out);
	else
		fputc('\n', out);
	if (kmend_stratified_is(summary) && has_shares(table))
		fputs("The same number of sites from each component: plain totals are those of the sample; `(all, "
		      "weighted)` in the "
		      "table components\nestimates all activated sites.\n",
			out);
	if (table == KMEND_TABLE_CRASHES)
		write_unsigned(summary, out);
	fprintf(out,
		"planned %llu = pass %llu + fail %llu + shutdown %llu + crash %llu + not-activated %llu + infra-error "
		"%llu",
		(unsigned long long)total->planned, outcome(summary, KMEND_OUTCOME_PASS),
		outcome(summary, KMEND_OUTCOME_FAIL), outcome(summary, KMEND_OUTCOME_SHUTDOWN),
		outcome(summary, KMEND_OUTCOME_CRASH), outcome(summary, KMEND_OUTCOME_NOT_ACTIVATED),
		outcome(summary, KMEND_OUTCOME_INFRA_ERROR));
	if (total->pending)
		fprintf(out, " + still to run %llu", (unsigned long long)total->pending);
	fputs("\n", out);
	if (!summary->plan_complete)
		fputs("The campaign stopped before its plan was made: run it again to carry on.\n", out);
	else if (total->pending)
		fprintf(out, "Incomplete: %llu of %llu experiments have not run; run the campaign again to carry on.\n",
			(unsigned long long)total->pending, (unsigned long long)total->planned);
	if (!kmend_summary_is_valid(summary))
		fputs("INVALID: more than 1% of the experiments ended in infra-error; these numbers decide nothing.\n",
			out);
	if (summary->seconds > 0)
		fprintf(out, "%llu experiments in %.1f s with %llu jobs (%.1f a second)\n",
			(unsigned long long)(total->planned - total->pending), summary->seconds,
			(unsigned long long)summary->jobs,
			(double)(total->planned - total->pending) / summary->seconds);
}

static int lay_out(struct kmend_table *table, struct kmend_store *store, const struct kmend_summary *summary,
	enum kmend_table_name name, int data)
{
	switch (name) {
	case KMEND_TABLE_EXPERIMENTS:
		return kmend_layout_experiments(table, store);
	case KMEND_TABLE_COVERAGE:
		kmend_layout_coverage(table, summary, data);
		return 0;
	case KMEND_TABLE_COMPONENTS:
		kmend_layout_components(table, summary, data);
		return 0;
	case KMEND_TABLE_RECOVERY:
		kmend_layout_recovery(table, summary, data);
		return 0;
	case KMEND_TABLE_REASONS:
		kmend_layout_reasons(table, summary, data);
		return 0;
	case KMEND_TABLE_CRASHES:
		kmend_layout_crashes(table, summary, data);
		return 0;
	default:
		kmend_layout_survivability(table, summary, data);
		return 0;
	}
}

static int write_table(struct kmend_store *store, const struct kmend_summary *summary, enum kmend_table_name name,
	enum kmend_format format, FILE *out)
{
	struct kmend_table table = { 0 };
	int result = lay_out(&table, store, summary, name, format == KMEND_FORMAT_CSV || format == KMEND_FORMAT_JSON);

	if (result == 0)
		result = kmend_table_write(&table, format, out);
	kmend_table_release(&table);
	return result;
}

static int write_summary(struct kmend_store *store, const struct kmend_summary *summary, enum kmend_table_name name,
	enum kmend_format format, FILE *out)
{
	int people = format == KMEND_FORMAT_TEXT || format == KMEND_FORMAT_MARKDOWN;
	int both = name == KMEND_TABLE_DEFAULT && people && kmend_layout_has_components(summary);
	int result;

	if (name == KMEND_TABLE_DEFAULT) {
		if (format == KMEND_FORMAT_JSON)
			return kmend_report_json(summary, out);
		name = KMEND_TABLE_SURVIVABILITY;
	}
	if (people)
		write_head(summary, name, out, format == KMEND_FORMAT_MARKDOWN);
	result = write_table(store, summary, name, format, out);
	if (result == 0 && both) {
		fprintf(out, format == KMEND_FORMAT_MARKDOWN ? "\n#### %s\n\n" : "\n%s\n\n",
			title(KMEND_TABLE_COMPONENTS));
		result = write_table(store, summary, KMEND_TABLE_COMPONENTS, format, out);
	}
	if (people && result == 0)
		write_foot(summary, name, out);
	return result;
}

int kmend_report_write(struct kmend_store *store, enum kmend_table_name table, enum kmend_format format, FILE *out)
{
	struct kmend_summary summary;
	int result;

	if (kmend_store_begin(store))
		return -1;
	result = kmend_summary_load(&summary, store);
	if (result == 0) {
		result = write_summary(store, &summary, table, format, out);
		kmend_summary_release(&summary);
	}
	kmend_store_rollback(store);
	if (result == 0 && (fflush(out) != 0 || ferror(out)))
		result = kmend_error("the report cannot be written");
	return result;
}
