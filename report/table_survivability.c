/* Survivability: policy by outcome, as shares of activated experiments (the OSIRIS paper, Tables II and III). */
#include "report/cells.h"
#include "report/outcomes.h"
#include "report/tables.h"

static int for_programs(struct kmend_table *table, const struct kmend_summary *summary)
{
	kmend_table_init(table, "policy");
	kmend_columns_tally(table);
	for (size_t i = 0; i < summary->npolicies; i++) {
		kmend_cell_text(table, summary->policies[i].name);
		kmend_cells_tally(table, &summary->policies[i].tally);
	}
	return 0;
}

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	const struct kmend_summary *summary = source->summary;

	if (source->data)
		return for_programs(table, summary);
	kmend_table_init(table, "policy");
	for (size_t k = 0; k < KMEND_SHARES; k++)
		kmend_table_column(table, KMEND_RIGHT, kmend_share_name(k));
	kmend_table_column(table, KMEND_RIGHT, "activated");
	kmend_table_column(table, KMEND_RIGHT, "inconsistent");
	for (size_t i = 0; i < summary->npolicies; i++) {
		const struct kmend_tally *tally = &summary->policies[i].tally;

		kmend_cell_text(table, summary->policies[i].name);
		for (size_t k = 0; k < KMEND_SHARES; k++)
			kmend_cell_rate(table, kmend_wilson(kmend_share_count(tally, k), tally->activated),
				tally->activated > 0);
		kmend_cell_count(table, tally->activated);
		kmend_cell_count(table, tally->inconsistent);
	}
	return 0;
}

/* Nothing is broken by a campaign that measures. */
/* Tests that somebody chose are no sample of anything. */
static int matters(const struct kmend_summary *summary)
{
	return (summary->total.planned || !summary->nmeasures) && !summary->tests;
}

static void chart(struct kmend_chart *chart, const struct kmend_summary *summary)
{
	kmend_report_chart(chart, summary, KMEND_CHART_STACKED, "survivability", "Survivability",
		"share of activated experiments, with 95% intervals");
	kmend_report_chart_outcomes(chart);
	for (size_t i = 0; i < summary->npolicies; i++)
		kmend_report_chart_tally(chart, summary->policies[i].name, "", &summary->policies[i].tally);
}

const struct kmend_report_table kmend_report_table_survivability = {
	.name = "survivability",
	.title = "Survivability under random fault injection",
	.fill = fill,
	.notes = kmend_report_note_shares,
	.chart = chart,
	.matters = matters,
};
