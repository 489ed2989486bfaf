/* kmend compare: policies of one result, or two results, side by side on the same faults. */
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/safe.h"
#include "harness/cli/commands.h"
#include "harness/cli/latency.h"
#include "report/compare/compare_document.h"
#include "report/compare/measures.h"

#define LIMIT 20 /* changed faults that people see of each pair of policies */

struct values {
	const char *format, *table, *plots, *policies;
	struct option_number limit;
};

/* What is compared; each file is open only while it is read. */
struct compare {
	const char *paths[KMEND_SIDES];
	struct kmend_samples samples[KMEND_SIDES];
	struct kmend_latencies *latencies[KMEND_SIDES];
	int count; /* of results */
};

static int load(struct compare *compare, int side)
{
	struct kmend_store *store;
	int result;

	if (kmend_store_open_read(&store, compare->paths[side]) < 0)
		return -1;
	result = kmend_samples_load(&compare->samples[side], store);
	kmend_store_close(store);
	return result;
}

static int measure(struct compare *compare, int side)
{
	struct kmend_store *store;
	int result;

	if (kmend_store_open_read(&store, compare->paths[side]) < 0)
		return -1;
	result = latency_measure(&compare->latencies[side], store, &compare->samples[side]);
	kmend_store_close(store);
	return result;
}

static void release(struct compare *compare)
{
	for (int side = 0; side < KMEND_SIDES; side++) {
		latency_free(compare->latencies[side], compare->samples[side].npolicies);
		kmend_samples_release(&compare->samples[side]);
	}
}

/* CSV has no place for notes. */
static void warn(const struct kmend_comparison *comparison)
{
	char *warning;

	for (size_t i = 0; (warning = kmend_compare_warning(comparison, i)); i++) {
		kmend_print_line(stderr, "%s", warning);
		free(warning);
	}
}

static int show(const struct compare *compare, const struct kmend_comparison *comparison, const struct values *values)
{
	enum kmend_format format = KMEND_FORMAT_TEXT;
	struct kmend_compare_view view = { .comparison = comparison };

	if (values->format && kmend_format_parse(values->format, &format) < 0)
		return -1;
	for (int side = 0; side < KMEND_SIDES; side++)
		view.latencies[side] = compare->latencies[side < compare->count ? side : 0];
	view.limit = values->limit.given       ? values->limit.value
		: kmend_format_is_data(format) ? KMEND_COMPARE_NO_LIMIT
					       : LIMIT;
	if (format == KMEND_FORMAT_CSV)
		warn(comparison);
	if (kmend_compare_write(&view, values->table, format, stdout) < 0)
		return -1;
	return values->plots ? kmend_compare_plots(&view, values->plots, stderr) : 0;
}

static int compare_results(struct compare *compare, const struct values *values)
{
	struct kmend_comparison comparison;
	int result = 0;

	for (int side = 0; side < compare->count && result == 0; side++)
		result = load(compare, side);
	if (result < 0 ||
		kmend_comparison_make(&comparison, &compare->samples[KMEND_FIRST],
			compare->count > 1 ? &compare->samples[KMEND_SECOND] : NULL, values->policies) < 0)
		return -1;
	for (int side = 0; side < compare->count && result == 0; side++)
		result = measure(compare, side);
	if (result == 0)
		result = show(compare, &comparison, values);
	kmend_comparison_release(&comparison);
	return result;
}

/* ---- campaigns that measure ---- */

/* 1: every result measures and breaks nothing, 0: none does. A mix, and a single one, are refused. */
static int is_measure(struct kmend_store *const stores[KMEND_SIDES], const struct compare *compare)
{
	int measures[KMEND_SIDES] = { 0 };

	for (int side = 0; side < compare->count; side++)
		if ((measures[side] = kmend_compare_is_measure(stores[side])) < 0)
			return -1;
	if (compare->count == 2 && measures[KMEND_FIRST] != measures[KMEND_SECOND])
		return kmend_error_as(KMEND_ERROR_USAGE, "%s measures, %s breaks: nothing to compare",
			compare->paths[measures[KMEND_FIRST] ? KMEND_FIRST : KMEND_SECOND],
			compare->paths[measures[KMEND_FIRST] ? KMEND_SECOND : KMEND_FIRST]);
	if (compare->count == 1 && measures[KMEND_FIRST])
		return kmend_error_as(KMEND_ERROR_USAGE,
			"%s: it measures: `kmend report --table overhead` has its policies side by side, or name a "
			"second result",
			compare->paths[KMEND_FIRST]);
	return measures[KMEND_FIRST];
}

static int write_measures(struct kmend_store *const stores[KMEND_SIDES], const struct values *values)
{
	enum kmend_format format = KMEND_FORMAT_TEXT;

	if (values->format && kmend_format_parse(values->format, &format) < 0)
		return -1;
	if (values->plots || (values->table && strcmp(values->table, KMEND_COMPARE_MEASURES) != 0))
		return kmend_error_as(KMEND_ERROR_USAGE,
			"results of campaigns that measure have the table " KMEND_COMPARE_MEASURES
			" alone, and no charts");
	return kmend_compare_measures(stores[KMEND_FIRST], stores[KMEND_SECOND], values->policies, format, stdout);
}

/* *done: they were results of that kind, and are compared. */
static int compare_measures(int *done, const struct compare *compare, const struct values *values)
{
	struct kmend_store *stores[KMEND_SIDES] = { NULL };
	int result = 0;

	for (int side = 0; side < compare->count && result == 0; side++)
		result = kmend_store_open_read(&stores[side], compare->paths[side]);
	if (result == 0)
		result = is_measure(stores, compare);
	*done = result > 0;
	if (*done)
		result = write_measures(stores, values);
	for (int side = 0; side < KMEND_SIDES; side++)
		kmend_store_close(stores[side]);
	return result;
}

static int run(const char *const *words, const void *values)
{
	struct compare compare = { .paths = { words[0], words[1] }, .count = words[1] ? 2 : 1 };
	int done, result = compare_measures(&done, &compare, values);

	if (result == 0 && !done)
		result = compare_results(&compare, values);

	release(&compare);
	return result < 0 ? command_fail(&cmd_compare) : command_end(&cmd_compare, KMEND_EXIT_GOOD);
}

/* Those of faults, and the one of results that measure. */
static const char *table_name(size_t number)
{
	size_t count = 0;

	while (kmend_compare_table_name(count))
		count++;
	return number == count ? KMEND_COMPARE_MEASURES : number < count ? kmend_compare_table_name(number) : NULL;
}

static const struct option options[] = {
	OPTION_CHOICE("--format", values, format, "FORMAT", kmend_format_name, "text by default"),
	OPTION_CHOICE("--table", values, table, "NAME", table_name, "one table instead of all"),
	OPTION_TEXT("--policy", values, policies, "LIST", "only these policies, with commas between them"),
	OPTION_NUMBER("--limit", values, limit, "N", 0, UINT32_MAX, 0,
		"changed faults and signatures to show of each pair of policies (20 for people, all for json and csv)"),
	OPTION_TEXT("--plots", values, plots, "DIR", "draw the charts into this folder (SVG and PNG, by gnuplot)"),
	OPTION_END,
};

const struct command cmd_compare = {
	.name = "compare",
	.summary = "policies or two results side by side on the same faults",
	.words = "RESULT [RESULT]",
	.text = "One result: every pair of its policies on the same faults. Two results of one target, for example "
		"at two revisions or with other detectors: the policies that both have.\n\n"
		"For each pair: what became of the faults under the one and under the other, the differences in "
		"what survived and in crashes with 95% intervals and exact tests, the faults that changed, worst "
		"first; then coverage, recovery latency, golden runs and crash signatures. Faults of a function "
		"that was changed have no pair: they are counted and compared apart.\n\n"
		"Two results of campaigns with `measure: overhead`: each number under each policy, and its ratio.\n",
	.options = options,
	.exits = "0 compared, whatever came out; 125 a result cannot be read, or has nothing to compare yet; 129 "
		 "usage, a file that is not a result, results of different targets or without a common policy",
	.size = sizeof(struct values),
	.run = run,
};
