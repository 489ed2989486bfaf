/* Recovery coverage: share of block executions that are protected, component by policy (the OSIRIS paper, Table I). */
#include <string.h>

#include "report/cells.h"
#include "report/coverage.h"
#include "report/tables.h"

static void for_programs(struct kmend_table *table, const struct kmend_summary *summary)
{
	kmend_table_init(table, "policy|component|>blocks|>protected|>unprotected|>coverage");
	for (size_t i = 0; i < summary->ncoverage; i++) {
		const struct kmend_summary_coverage *coverage = &summary->coverage[i];
		double all = (double)coverage->protected + (double)coverage->unprotected;

		kmend_cell_text(table, summary->policies[coverage->policy].name);
		kmend_cell_text(table, coverage->component);
		kmend_cell_count(table, coverage->blocks);
		kmend_cell_count(table, coverage->protected);
		kmend_cell_count(table, coverage->unprotected);
		kmend_table_cell(table, "%.6f", all > 0 ? (double)coverage->protected / all : 0);
	}
}

/* A policy that protects nothing has no coverage rather than one of 0 %. */
static void cell(struct kmend_table *table, const struct kmend_summary *summary, size_t policy, const char *component)
{
	kmend_cell_share(table,
		kmend_coverage_is_measured(summary, policy) ? kmend_coverage_share(summary, policy, component) : -1);
}

static void row(struct kmend_table *table, const struct kmend_summary *summary, const char *component)
{
	kmend_cell_text(table, component ? component : "weighted mean");
	for (size_t p = 0; p < summary->npolicies; p++)
		cell(table, summary, p, component);
}

/* The weighted mean stands last; the weight is that of block executions. */
static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	const struct kmend_summary *summary = source->summary;

	if (source->data) {
		for_programs(table, summary);
		return 0;
	}
	kmend_table_init(table, "component");
	for (size_t p = 0; p < summary->npolicies; p++)
		kmend_table_column(table, KMEND_RIGHT, summary->policies[p].name);
	for (size_t i = 0; i < summary->ncoverage; i++)
		if (kmend_coverage_is_first(summary, i))
			row(table, summary, summary->coverage[i].component);
	row(table, summary, NULL);
	return 0;
}

static int matters(const struct kmend_summary *summary)
{
	for (size_t p = 0; p < summary->npolicies; p++)
		if (kmend_coverage_is_measured(summary, p) && kmend_coverage_share(summary, p, NULL) >= 0)
			return 1;
	return 0;
}

static void bar(struct kmend_chart *chart, const struct kmend_summary *summary, const char *component)
{
	kmend_chart_bar(chart, component ? component : "weighted mean", "", "");
	for (size_t p = 0; p < summary->npolicies; p++) {
		double share = kmend_coverage_share(summary, p, component);

		if (kmend_coverage_is_measured(summary, p))
			kmend_chart_exact(chart, share > 0 ? 100 * share : 0);
	}
}

/* Counted, not sampled: there are no intervals. */
static void chart(struct kmend_chart *chart, const struct kmend_summary *summary)
{
	size_t nseries = 0;

	if (!matters(summary))
		return;
	kmend_report_chart(chart, summary, KMEND_CHART_SIDE_BY_SIDE, "coverage", "Recovery coverage",
		"protected block executions (counted, exact)");
	for (size_t p = 0; p < summary->npolicies; p++)
		if (kmend_coverage_is_measured(summary, p))
			kmend_chart_series(chart, summary->policies[p].name, kmend_chart_style(nseries++));
	for (size_t i = 0; i < summary->ncoverage; i++)
		if (kmend_coverage_is_first(summary, i))
			bar(chart, summary, summary->coverage[i].component);
	bar(chart, summary, NULL);
}

const struct kmend_report_table kmend_report_table_coverage = {
	.name = "coverage",
	.title = "Recovery coverage: share of block executions that are protected",
	.fill = fill,
	.chart = chart,
	.matters = matters,
};
