/*
 * The paper's Figure 3: benchmark scores against the interval at which faults come. Its curves are drawn without numbers, so there are none of the paper's to
 * stand beside ours.
 */
#include <stdio.h>
#include <string.h>

#include "report/cells.h"
#include "report/osiris/disruption.h"
#include "report/osiris/measures.h"
#include "report/osiris/unixbench.h"

#define TEST_PREFIX "ub_"

/* What the paper calls the test; another test keeps its name. */
static const char *benchmark_of(char out[OSIRIS_TEST_MAX], const char *test)
{
	snprintf(out, OSIRIS_TEST_MAX, "%.60s", strncmp(test, TEST_PREFIX, 3) == 0 ? test + 3 : test);
	for (char *at = out; test != out && *at && strncmp(test, TEST_PREFIX, 3) == 0; at++)
		if (*at == '_')
			*at = '-';
	return out;
}

static double score_at(const struct kmend_summary *summary, size_t policy, uint64_t interval, const char *test)
{
	char benchmark[OSIRIS_TEST_MAX];

	benchmark_of(benchmark, test);
	return osiris_score_of(
		benchmark, osiris_work(summary, policy, benchmark), disruption_ns(summary, policy, interval, test));
}

static void percent(struct kmend_table *table, double share)
{
	if (share < 0)
		kmend_cell_none(table);
	else
		kmend_table_cell(table, "%.1f%%", 100 * share);
}

/* Other policies of a campaign that is not done yet, or not one of this kind, have no rows. */
static int is_measured(const struct kmend_summary *summary, const struct disruption *all, size_t policy)
{
	return all->nintervals && disruption_count(summary, policy, KMEND_MEASURE_RECOVERIES, all->intervals[0]) >= 0;
}

/* ---- for programs: a row for each run and test ---- */

static void for_programs(struct kmend_table *table, const struct kmend_summary *summary, const struct disruption *all)
{
	kmend_table_init(table, "policy|>interval_ns|>recoveries|>failed|test|>ns|>score|>share");
	for (size_t p = 0; p < summary->npolicies; p++)
		for (size_t i = 0; is_measured(summary, all, p) && i < all->nintervals; i++)
			for (size_t t = 0; t < all->ntests; t++) {
				uint64_t interval = all->intervals[i];

				kmend_cell_text(table, summary->policies[p].name);
				kmend_cell_count(table, interval);
				osiris_cell(
					table, disruption_count(summary, p, KMEND_MEASURE_RECOVERIES, interval), 0, 1);
				osiris_cell(table, disruption_count(summary, p, KMEND_MEASURE_FAILED, interval), 0, 1);
				kmend_cell_text(table, all->tests[t]);
				osiris_cell(table, disruption_ns(summary, p, interval, all->tests[t]), 0, 1);
				osiris_cell(table, score_at(summary, p, interval, all->tests[t]), 1, 1);
				osiris_cell(table, disruption_share(summary, p, interval, all->tests[t]), 3, 1);
			}
}

/* ---- for people: a row for each test, a column for each interval ---- */

static void begin(
	struct kmend_table *table, const struct kmend_summary *summary, size_t policy, const char *what, double score)
{
	kmend_cell_text(table, summary->policies[policy].name);
	kmend_cell_text(table, what);
	osiris_cell(table, score, 1, 0);
}

static void count_row(struct kmend_table *table, const struct kmend_summary *summary, const struct disruption *all,
	size_t policy, enum kmend_measure kind, const char *what)
{
	begin(table, summary, policy, what, -1);
	for (size_t i = 0; i < all->nintervals; i++)
		if (all->intervals[i])
			osiris_cell(table, disruption_count(summary, policy, kind, all->intervals[i]), 0, 0);
}

static void for_people(struct kmend_table *table, const struct kmend_summary *summary, const struct disruption *all)
{
	char name[OSIRIS_TEST_MAX], text[DISRUPTION_TEXT_MAX];

	kmend_table_init(table, "policy|benchmark|>undisturbed");
	for (size_t i = 0; i < all->nintervals; i++)
		if (all->intervals[i])
			kmend_table_column(table, KMEND_RIGHT, disruption_text(text, all->intervals[i]));
	for (size_t p = 0; p < summary->npolicies; p++) {
		if (!is_measured(summary, all, p))
			continue;
		for (size_t t = 0; t < all->ntests; t++) {
			begin(table, summary, p, benchmark_of(name, all->tests[t]),
				score_at(summary, p, 0, all->tests[t]));
			for (size_t i = 0; i < all->nintervals; i++)
				if (all->intervals[i])
					percent(table, disruption_share(summary, p, all->intervals[i], all->tests[t]));
		}
		begin(table, summary, p, "geomean", -1);
		for (size_t i = 0; i < all->nintervals; i++)
			if (all->intervals[i])
				percent(table, disruption_mean(summary, all, p, all->intervals[i]));
		count_row(table, summary, all, p, KMEND_MEASURE_RECOVERIES, "recoveries");
		count_row(table, summary, all, p, KMEND_MEASURE_FAILED, "failed tests");
	}
}

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	struct disruption all;

	disruption_of(&all, source->summary);
	(source->data ? for_programs : for_people)(table, source->summary, &all);
	return 0;
}

static int matters(const struct kmend_summary *summary)
{
	struct disruption all;

	disruption_of(&all, summary);
	return all.nintervals > 0;
}

static void notes(struct kmend_section *section, const struct kmend_source *source)
{
	if (!matters(source->summary)) {
		kmend_section_note(
			section, "Nothing was measured: that takes a finished campaign with `measure: disruption`.");
		return;
	}
	kmend_section_note(section,
		"Shares of the undisturbed score (of the undisturbed speed, for a test without one), by the interval "
		"at which a fault acts in a recovery window; undisturbed: the "
		"fault is armed and never acts. paper: OSIRIS, Figure 3, page 10; it gives no numbers. One run for "
		"each interval, exact: the same "
		"campaign gives the same figures. A dash: the benchmark did not pass.");
}

/* A line for each benchmark over the intervals, of the last policy: that with the most recovery. */
static void chart(struct kmend_chart *chart, const struct kmend_summary *summary)
{
	char name[OSIRIS_TEST_MAX], text[DISRUPTION_TEXT_MAX];
	struct disruption all;

	disruption_of(&all, summary);
	if (!all.ntests || !summary->npolicies)
		return;
	kmend_report_chart(chart, summary, KMEND_CHART_LINES, "osiris-figure-3", "Service disruption",
		"share of the undisturbed score, by interval of the faults");
	for (size_t t = 0; t < all.ntests; t++)
		kmend_chart_series(chart, benchmark_of(name, all.tests[t]), kmend_chart_style(t));
	for (size_t i = 0; i < all.nintervals; i++) {
		kmend_chart_bar(chart, disruption_text(text, all.intervals[i]), "", "");
		for (size_t t = 0; t < all.ntests; t++) {
			double share =
				disruption_share(summary, summary->npolicies - 1, all.intervals[i], all.tests[t]);

			kmend_chart_exact(chart, share < 0 ? 0 : share > 1 ? 100 : 100 * share);
		}
	}
}

const struct kmend_report_table kmend_report_table_osiris_figure_3 = {
	.name = "osiris-figure-3",
	.title = "OSIRIS Figure 3: service disruption",
	.fill = fill,
	.notes = notes,
	.chart = chart,
	.matters = matters,
};
