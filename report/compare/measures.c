#include "report/compare/measures.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "report/cells.h"
#include "report/document.h"
#include "report/mean.h"
#include "report/summary.h"

enum { FIRST, SECOND, SIDES };

struct both {
	struct kmend_store *stores[SIDES];
	struct kmend_summary summaries[SIDES];
	const char *wanted; /* policies; NULL: all */
	int data;
};

int kmend_compare_is_measure(struct kmend_store *store)
{
	struct kmend_summary summary;
	int result;

	if (kmend_summary_load(&summary, store) < 0)
		return -1;
	result = summary.nmeasures && !summary.total.planned;
	kmend_summary_release(&summary);
	return result;
}

/* ---- which policies ---- */

static int is_wanted(const char *list, const char *policy)
{
	size_t length = strlen(policy);

	if (!list)
		return 1;
	for (const char *at = list; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL)
		if (strncmp(at, policy, length) == 0 && (at[length] == ',' || !at[length]))
			return 1;
	return 0;
}

/* The place of a policy of the first result in the second; -1: it is not compared. */
static int beside(const struct both *both, size_t policy)
{
	const char *name = both->summaries[FIRST].policies[policy].name;

	for (size_t i = 0; is_wanted(both->wanted, name) && i < both->summaries[SECOND].npolicies; i++)
		if (strcmp(both->summaries[SECOND].policies[i].name, name) == 0)
			return (int)i;
	return -1;
}

static int check(const struct both *both)
{
	const struct kmend_summary *first = &both->summaries[FIRST], *second = &both->summaries[SECOND];

	if (strcmp(first->target, second->target) != 0)
		return kmend_error_as(KMEND_ERROR_USAGE, "results of different targets: '%.60s' and '%.60s'",
			first->target, second->target);
	for (size_t i = 0; i < first->npolicies; i++)
		if (beside(both, i) >= 0)
			return 0;
	return kmend_error_as(
		KMEND_ERROR_USAGE, "the results have no policy in common%s", both->wanted ? " of those named" : "");
}

/* ---- the table ---- */

static void nothing(struct kmend_table *table, int data)
{
	if (data)
		kmend_cell_text(table, "");
	else
		kmend_cell_none(table);
}

static void number(struct kmend_table *table, int known, uint64_t value, int data)
{
	if (known)
		kmend_cell_count(table, value);
	else
		nothing(table, data);
}

static void ratio(struct kmend_table *table, double times, int data)
{
	if (times < 0)
		nothing(table, data);
	else
		kmend_table_cell(table, data ? "%.9f" : "%.4f", times);
}

static void begin(struct kmend_table *table, const char *policy, const char *kind, const char *subject, int data)
{
	kmend_cell_text(table, policy);
	kmend_cell_text(table, kind);
	kmend_cell_text(table, *subject || data ? subject : "(whole workload)");
}

/* One measure that the first result has, or the second alone. */
static void row(struct kmend_table *table, const struct both *both, size_t one, size_t other, enum kmend_measure kind,
	const char *subject, struct kmend_mean *mean)
{
	const size_t policy[SIDES] = { one, other };
	uint64_t value[SIDES] = { 0 };
	int known[SIDES];
	double times = -1;

	for (int side = 0; side < SIDES; side++)
		known[side] = kmend_summary_measured(&both->summaries[side], policy[side], kind, subject, &value[side]);
	if (known[FIRST] && known[SECOND] && value[FIRST])
		times = (double)value[SECOND] / (double)value[FIRST];
	if (kind == KMEND_MEASURE_TIME && *subject)
		kmend_mean_add(mean, times);
	begin(table, both->summaries[FIRST].policies[one].name, kmend_measure_name(kind), subject, both->data);
	for (int side = 0; side < SIDES; side++)
		number(table, known[side], value[side], both->data);
	ratio(table, times, both->data);
}

static void rows_of(struct kmend_table *table, const struct both *both, size_t one, size_t other)
{
	const struct kmend_summary *first = &both->summaries[FIRST], *second = &both->summaries[SECOND];
	struct kmend_mean mean = { 0 };
	uint64_t value;

	for (size_t i = 0; i < first->nmeasures; i++)
		if (first->measures[i].policy == one)
			row(table, both, one, other, first->measures[i].kind, first->measures[i].subject, &mean);
	for (size_t i = 0; i < second->nmeasures; i++)
		if (second->measures[i].policy == other &&
			!kmend_summary_measured(
				first, one, second->measures[i].kind, second->measures[i].subject, &value))
			row(table, both, one, other, second->measures[i].kind, second->measures[i].subject, &mean);
	if (both->data)
		return;
	begin(table, first->policies[one].name, kmend_measure_name(KMEND_MEASURE_TIME), "(geometric mean of the tests)",
		0);
	nothing(table, 0);
	nothing(table, 0);
	ratio(table, kmend_mean_geometric(&mean), 0);
}

static void fill(struct kmend_table *table, const struct both *both)
{
	kmend_table_init(table,
		both->data ? "policy|kind|subject|>first|>second|>ratio" : "policy|measure|of|>first|>second|>ratio");
	for (size_t i = 0; i < both->summaries[FIRST].npolicies; i++) {
		int other = beside(both, i);

		if (other >= 0)
			rows_of(table, both, i, (size_t)other);
	}
}

/* ---- what is said around it ---- */

static void facts(struct kmend_document *document, const struct both *both)
{
	const struct kmend_summary *first = &both->summaries[FIRST], *second = &both->summaries[SECOND];

	kmend_document_fact(document, "target", first->target);
	kmend_document_fact(document, "first", first->campaign);
	kmend_document_fact(document, "revision of the first", first->revision);
	kmend_document_fact(document, "second", second->campaign);
	kmend_document_fact(document, "revision of the second", second->revision);
}

/* What the numbers depend on beside the revision. */
static int notes(struct kmend_document *document, const struct both *both)
{
	static const char *const keys[] = { "workload", "detectors", "icount_shift" };

	kmend_document_note(document,
		"Each number of the second as a multiple of the first's; all of them are exact, on images without "
	        "fault sites.");
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		char *value[SIDES] = { NULL };
		int result = 0;

		for (int side = 0; side < SIDES && result == 0; side++)
			result = kmend_store_meta_get(both->stores[side], keys[i], &value[side]);
		if (result == 0 && strcmp(value[FIRST] ? value[FIRST] : "", value[SECOND] ? value[SECOND] : "") != 0)
			kmend_document_note(document, "NOT COMPARABLE: the results differ in their %s.", keys[i]);
		free(value[FIRST]);
		free(value[SECOND]);
		if (result < 0)
			return -1;
	}
	return 0;
}

static int write_document(const struct both *both, enum kmend_format format, FILE *out)
{
	struct kmend_document document;
	struct kmend_section *section;
	int result;

	kmend_document_init(&document, "Measures of two results");
	facts(&document, both);
	section = kmend_document_section(&document, KMEND_COMPARE_MEASURES, "Measures");
	if (section)
		fill(&section->table, both);
	result = notes(&document, both);
	if (result == 0)
		result = kmend_document_write(&document, format, out);
	kmend_document_release(&document);
	return result;
}

int kmend_compare_measures(struct kmend_store *first, struct kmend_store *second, const char *policies,
	enum kmend_format format, FILE *out)
{
	struct both both = { .stores = { first, second }, .wanted = policies, .data = kmend_format_is_data(format) };
	int result;

	if (kmend_summary_load(&both.summaries[FIRST], first) < 0)
		return -1;
	result = kmend_summary_load(&both.summaries[SECOND], second);
	if (result == 0) {
		result = check(&both) < 0 ? -1 : write_document(&both, format, out);
		kmend_summary_release(&both.summaries[SECOND]);
	}
	kmend_summary_release(&both.summaries[FIRST]);
	return result;
}
