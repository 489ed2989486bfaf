/* Outcomes by component (subsystem): counts and shares of each, their total, and for a stratified sample its estimate. */
#include "report/cells.h"
#include "report/outcomes.h"
#include "report/stratified.h"
#include "report/tables.h"

static void share(struct kmend_table *table, uint64_t count, uint64_t total)
{
	struct kmend_rate rate = kmend_wilson(count, total);

	if (total)
		kmend_table_cell(table, "%llu = %.1f%% [%.1f, %.1f]", (unsigned long long)count, 100 * rate.value,
			100 * rate.low, 100 * rate.high);
	else
		kmend_cell_none(table);
}

static void row(struct kmend_table *table, const char *policy, const char *name, uint64_t sites,
	const struct kmend_tally *tally)
{
	kmend_cell_text(table, policy);
	kmend_cell_text(table, name);
	kmend_cell_count(table, sites);
	kmend_cell_count(table, tally->planned);
	kmend_cell_count(table, tally->activated);
	for (size_t k = 0; k < KMEND_SHARES; k++)
		share(table, kmend_share_count(tally, k), tally->activated);
	kmend_cell_count(table, tally->outcomes[KMEND_OUTCOME_NOT_ACTIVATED]);
	kmend_cell_count(table, tally->inconsistent);
}

static void weighted_row(struct kmend_table *table, const struct kmend_summary *summary, size_t policy)
{
	kmend_cell_text(table, summary->policies[policy].name);
	kmend_cell_text(table, "(all, weighted)");
	kmend_cell_count(table, kmend_stratified_sites(summary, policy));
	kmend_cell_none(table);
	kmend_cell_none(table);
	for (size_t k = 0; k < KMEND_SHARES; k++)
		kmend_cell_rate(table, kmend_stratified_rate(summary, policy, kmend_share_outcomes(k)), 1);
	kmend_cell_none(table);
	kmend_cell_none(table);
}

static void for_people(struct kmend_table *table, const struct kmend_summary *summary)
{
	kmend_table_init(table, "policy|component|>active sites|>planned|>activated");
	for (size_t k = 0; k < KMEND_SHARES; k++)
		kmend_table_column(table, KMEND_RIGHT, kmend_share_name(k));
	kmend_table_column(table, KMEND_RIGHT, "not activated");
	kmend_table_column(table, KMEND_RIGHT, "inconsistent");
	for (size_t p = 0; p < summary->npolicies; p++) {
		const struct kmend_summary_policy *policy = &summary->policies[p];

		for (size_t i = 0; i < summary->ncomponents; i++) {
			const struct kmend_summary_component *component = &summary->components[i];

			if (component->policy == p)
				row(table, policy->name, component->name, component->active_sites, &component->tally);
		}
		row(table, policy->name, "(all)", summary->active_sites, &policy->tally);
		if (kmend_stratified_is(summary) && policy->tally.activated)
			weighted_row(table, summary, p);
	}
}

static void for_programs(struct kmend_table *table, const struct kmend_summary *summary)
{
	kmend_table_init(table, "policy|component");
	kmend_columns_tally(table);
	kmend_table_column(table, KMEND_RIGHT, "active_sites");
	for (size_t i = 0; i < summary->ncomponents; i++) {
		const struct kmend_summary_component *component = &summary->components[i];

		kmend_cell_text(table, summary->policies[component->policy].name);
		kmend_cell_text(table, component->name);
		kmend_cells_tally(table, &component->tally);
		kmend_cell_count(table, component->active_sites);
	}
}

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	(source->data ? for_programs : for_people)(table, source->summary);
	return 0;
}

/* More than one under any policy. */
static int matters(const struct kmend_summary *summary)
{
	for (size_t i = 1; i < summary->ncomponents; i++)
		if (summary->components[i].policy == summary->components[0].policy)
			return 1;
	return 0;
}

static void chart(struct kmend_chart *chart, const struct kmend_summary *summary)
{
	kmend_report_chart(chart, summary, KMEND_CHART_STACKED, "components", "Outcomes by component",
		"share of activated experiments, with 95% intervals");
	kmend_report_chart_outcomes(chart);
	for (size_t i = 0; i < summary->ncomponents; i++)
		kmend_report_chart_tally(chart, summary->components[i].name,
			summary->policies[summary->components[i].policy].name, &summary->components[i].tally);
}

const struct kmend_report_table kmend_report_table_components = {
	.name = "components",
	.title = "Outcomes by component",
	.fill = fill,
	.notes = kmend_report_note_shares,
	.chart = chart,
	.matters = matters,
};
