/*
 * How many tests failed in each experiment that survived: `fail` can be one test of 91 or all of them. Numbers are put together in
 * steps for people; programs get every number that occurs.
 */
#include <stdio.h>

#include "report/cells.h"
#include "report/tables.h"

/* What a step holds, from the fewest failed tests on: up to `most` of them, or up to that share of the planned ones. */
static const struct step {
	const char *name;
	uint64_t most;
	double share;
} steps[] = {
	{ "none", 0, 0 },
	{ "1", 1, 0 },
	{ "2 to 4", 4, 0 },
	{ "5 to 9", 9, 0 },
	{ "10 to a half", 0, 0.5 },
	{ "more", UINT64_MAX, 0 },
};

enum { STEPS = sizeof(steps) / sizeof(steps[0]) };

static size_t step_of(const struct kmend_summary_failed *one)
{
	size_t i = 0;

	while (one->failed > steps[i].most && (double)one->failed > steps[i].share * (double)one->planned)
		i++;
	return i;
}

struct spread {
	uint64_t count[STEPS];
	uint64_t all, most, planned; /* experiments; most failed tests in one; most planned tests */
};

static struct spread spread_of(const struct kmend_summary *summary, size_t policy)
{
	struct spread spread = { 0 };

	for (size_t i = 0; i < summary->nfailed; i++) {
		const struct kmend_summary_failed *one = &summary->failed[i];

		if (one->policy != policy)
			continue;
		spread.count[step_of(one)] += one->count;
		spread.all += one->count;
		spread.most = one->failed;
		if (one->planned > spread.planned)
			spread.planned = one->planned;
	}
	return spread;
}

/* The least number of failed tests that half of the survivors do not exceed. */
static uint64_t median_of(const struct kmend_summary *summary, size_t policy, uint64_t all)
{
	uint64_t below = 0;

	for (size_t i = 0; i < summary->nfailed; i++) {
		if (summary->failed[i].policy != policy)
			continue;
		below += summary->failed[i].count;
		if (2 * below >= all)
			return summary->failed[i].failed;
	}
	return 0;
}

static void for_programs(struct kmend_table *table, const struct kmend_summary *summary)
{
	kmend_table_init(table, "policy|>failed|>planned|>experiments");
	for (size_t i = 0; i < summary->nfailed; i++) {
		kmend_cell_text(table, summary->policies[summary->failed[i].policy].name);
		kmend_cell_count(table, summary->failed[i].failed);
		kmend_cell_count(table, summary->failed[i].planned);
		kmend_cell_count(table, summary->failed[i].count);
	}
}

static void for_people(struct kmend_table *table, const struct kmend_summary *summary)
{
	kmend_table_init(table, "policy|>survived");
	for (size_t k = 0; k < STEPS; k++)
		kmend_table_column(table, KMEND_RIGHT, steps[k].name);
	kmend_table_column(table, KMEND_RIGHT, "median");
	kmend_table_column(table, KMEND_RIGHT, "most");
	kmend_table_column(table, KMEND_RIGHT, "of");
	for (size_t p = 0; p < summary->npolicies; p++) {
		struct spread spread = spread_of(summary, p);

		kmend_cell_text(table, summary->policies[p].name);
		kmend_cell_count(table, spread.all);
		for (size_t k = 0; k < STEPS; k++)
			kmend_cell_rate(table, kmend_wilson(spread.count[k], spread.all), spread.all > 0);
		if (spread.all) {
			kmend_cell_count(table, median_of(summary, p, spread.all));
			kmend_cell_count(table, spread.most);
			kmend_cell_count(table, spread.planned);
		} else {
			for (size_t k = 0; k < 3; k++)
				kmend_cell_none(table);
		}
	}
}

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	(source->data ? for_programs : for_people)(table, source->summary);
	return 0;
}

static void notes(struct kmend_section *section, const struct kmend_source *source)
{
	(void)source;
	kmend_section_note(section,
		"Shares of what survived, by the number of tests that failed (did not do what they do without a "
	        "fault), with "
		"95%% Wilson intervals.");
}

static int matters(const struct kmend_summary *summary)
{
	for (size_t i = 0; i < summary->nfailed && !summary->tests; i++)
		if (summary->failed[i].planned > 1)
			return 1;
	return 0;
}

/* Policies under which nothing survived have no bar. */
static void chart(struct kmend_chart *chart, const struct kmend_summary *summary)
{
	if (!summary->nfailed)
		return;
	kmend_report_chart(chart, summary, KMEND_CHART_STACKED, "failed-tests", "Failed tests of what survived",
		"share of what survived, with 95% intervals");
	for (size_t k = 0; k < STEPS; k++)
		kmend_chart_series(chart, steps[k].name, kmend_chart_style(k));
	for (size_t p = 0; p < summary->npolicies; p++) {
		struct spread spread = spread_of(summary, p);
		uint64_t below = 0;
		char note[32];

		if (!spread.all)
			continue;
		snprintf(note, sizeof(note), "n = %llu", (unsigned long long)spread.all);
		kmend_chart_bar(chart, summary->policies[p].name, note, "");
		for (size_t k = 0; k < STEPS; k++) {
			struct kmend_rate top = kmend_wilson(below += spread.count[k], spread.all);
			double share = 100 * (double)spread.count[k] / (double)spread.all;

			if (k + 1 == STEPS)
				kmend_chart_exact(chart, share);
			else
				kmend_chart_value(chart, share, 100 * top.low, 100 * top.high);
		}
	}
}

const struct kmend_report_table kmend_report_table_failed_tests = {
	.name = "failed-tests",
	.title = "Failed tests of what survived",
	.fill = fill,
	.notes = notes,
	.chart = chart,
	.matters = matters,
};
