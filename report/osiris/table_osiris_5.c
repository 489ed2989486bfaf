/*
 * The paper's Table V: slowdown against the baseline, which is the first policy of a result of `measure: overhead`. Below the benchmarks the
 * whole workload of the result, in instructions and in guest time, and the test suite in it (tests t_*).
 */
#include <string.h>

#include "report/cells.h"
#include "report/osiris/measures.h"
#include "report/osiris/paper.h"
#include "report/osiris/survivability.h"

enum { COLUMNS = PAPER_COVERAGE_POLICIES }; /* the paper's two policies, and ours */

static double over(double value, double base)
{
	return value > 0 && base > 0 ? value / base : -1;
}

static void paper_row(struct kmend_table *table, const struct paper_benchmark *row, int data)
{
	kmend_cell_text(table, row->name);
	kmend_cell_text(table, "paper");
	osiris_cell(table, row->without_optimization, 3, data);
	osiris_cell(table, row->pessimistic, 3, data);
	osiris_cell(table, row->enhanced, 3, data);
	osiris_cell(table, -1, 3, data);
}

static void begin(struct kmend_table *table, const char *what, const char *name)
{
	kmend_cell_text(table, what);
	kmend_cell_text(table, name);
}

/* What the row says of each policy. Of a result whose undo log is at the level `always`, which is without the paper's optimisation, `enhanced` stands in the
 * paper's column for that, too. */
static void put(struct kmend_table *table, const struct kmend_summary *one, const double slowdowns[COLUMNS], int data)
{
	double without = -1;

	for (size_t c = 0; c < COLUMNS; c++)
		if (strcmp(one->log, "always") == 0 &&
			strcmp(paper_coverage_policies[c], paper_slowdown_aim.policy) == 0)
			without = slowdowns[c];
	osiris_cell(table, without, 3, data);
	for (size_t c = 0; c < COLUMNS; c++)
		osiris_cell(table, slowdowns[c], 3, data);
}

static void benchmark_row(struct kmend_table *table, const struct kmend_source *source, size_t number, const char *what,
	struct kmend_mean *means)
{
	const struct kmend_summary *one = osiris_result(source, number);
	char name[OSIRIS_NAME_MAX];
	double slowdowns[COLUMNS];

	begin(table, what, osiris_result_name(name, source, number));
	for (size_t c = 0; c < COLUMNS; c++) {
		int at = osiris_policy(one, paper_coverage_policies[c]);

		slowdowns[c] = at < 0
			? -1
			: over(osiris_benchmark_ns(one, (size_t)at, what), osiris_benchmark_ns(one, 0, what));
		kmend_mean_add(&means[c], slowdowns[c]);
	}
	put(table, one, slowdowns, source->data);
}

static void mean_row(struct kmend_table *table, const struct kmend_source *source, size_t number, const char *what,
	const struct kmend_mean *means)
{
	char name[OSIRIS_NAME_MAX];
	double slowdowns[COLUMNS];

	begin(table, what, osiris_result_name(name, source, number));
	for (size_t c = 0; c < COLUMNS; c++)
		slowdowns[c] = kmend_mean_geometric(&means[c]);
	put(table, osiris_result(source, number), slowdowns, source->data);
}

static void whole_rows(
	struct kmend_table *table, const struct kmend_source *source, enum kmend_measure kind, const char *what)
{
	char name[OSIRIS_NAME_MAX];
	double slowdowns[COLUMNS];

	for (size_t i = 0; i < osiris_results(source); i++) {
		const struct kmend_summary *one = osiris_result(source, i);

		begin(table, what, osiris_result_name(name, source, i));
		for (size_t c = 0; c < COLUMNS; c++) {
			int at = osiris_policy(one, paper_coverage_policies[c]);

			slowdowns[c] = at < 0
				? -1
				: over(osiris_measured(one, (size_t)at, kind, ""), osiris_measured(one, 0, kind, ""));
		}
		put(table, one, slowdowns, source->data);
	}
}

/* The test suite: what of the workload is not a benchmark. Negative: there is none, or no time of it under the policy. */
static double suite_ns(const struct kmend_summary *summary, size_t policy)
{
	double sum = 0;

	for (size_t i = 0; i < summary->nmeasures; i++) {
		const struct kmend_summary_measure *one = &summary->measures[i];

		if (one->policy == policy && one->kind == KMEND_MEASURE_TIME && strncmp(one->subject, "t_", 2) == 0)
			sum += (double)one->value;
	}
	return sum > 0 ? sum : -1;
}

static void suite_rows(struct kmend_table *table, const struct kmend_source *source, const char *what)
{
	char name[OSIRIS_NAME_MAX];
	double slowdowns[COLUMNS];

	for (size_t i = 0; i < osiris_results(source); i++) {
		const struct kmend_summary *one = osiris_result(source, i);

		begin(table, what, osiris_result_name(name, source, i));
		for (size_t c = 0; c < COLUMNS; c++) {
			int at = osiris_policy(one, paper_coverage_policies[c]);

			slowdowns[c] = at < 0 ? -1 : over(suite_ns(one, (size_t)at), suite_ns(one, 0));
		}
		put(table, one, slowdowns, source->data);
	}
}

static void aim_row(struct kmend_table *table, const char *what, double aim, int data)
{
	begin(table, what, "our aim");
	osiris_cell(table, -1, 3, data);
	for (size_t c = 0; c < COLUMNS; c++)
		osiris_cell(
			table, strcmp(paper_coverage_policies[c], paper_slowdown_aim.policy) == 0 ? aim : -1, 3, data);
}

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	struct kmend_mean means[2][COLUMNS] = { { { 0 } } };
	size_t last = paper_benchmarks_count - 1;

	kmend_table_init(
		table, source->data ? "benchmark|source|>without_optimization" : "benchmark|figures of|>without opt.");
	for (size_t c = 0; c < COLUMNS; c++)
		kmend_table_column(table, KMEND_RIGHT, paper_coverage_policies[c]);
	for (size_t i = 0; i < last; i++) {
		paper_row(table, &paper_benchmarks[i], source->data);
		for (size_t k = 0; k < osiris_results(source); k++)
			benchmark_row(table, source, k, paper_benchmarks[i].name, means[k]);
	}
	paper_row(table, &paper_benchmarks[last], source->data);
	for (size_t k = 0; k < osiris_results(source); k++)
		mean_row(table, source, k, paper_benchmarks[last].name, means[k]);
	aim_row(table, paper_benchmarks[last].name, paper_slowdown_aim.geomean, source->data);
	whole_rows(table, source, KMEND_MEASURE_INSTRUCTIONS, "workload, instructions");
	whole_rows(table, source, KMEND_MEASURE_TIME, "workload, time");
	suite_rows(table, source, "test suite, time");
	aim_row(table, "test suite, time", paper_slowdown_aim.suite, source->data);
	return 0;
}

static void notes(struct kmend_section *section, const struct kmend_source *source)
{
	kmend_section_note(section,
		"paper: OSIRIS, %s: medians of slowdowns of UnixBench. Ours: guest time of a fixed amount of work, and "
		"of the whole workload instructions (exact) and guest time, of the test suite in it guest time, as "
		"multiples of those under the first "
		"policy of the result; images without fault sites.",
		PAPER_TABLE_5_WHERE);
	osiris_note_measures(section, source);
}

const struct kmend_report_table kmend_report_table_osiris_5 = {
	.name = "osiris-5",
	.title = "OSIRIS Table V: slowdown by policy",
	.fill = fill,
	.notes = notes,
	.takes_beside = 1,
};
