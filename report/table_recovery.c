/* What recoveries led to, by policy. */
#include "report/cells.h"
#include "report/tables.h"

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	kmend_table_init(table,
		source->data ? "policy|>activated|>recovered|>recoveries|>recoveries_max|>survived_after|"
			       ">inconsistent|>survived_after_rate|>survived_after_low|>survived_after_high"
			     : "policy|>activated|>recovered|>recoveries|>most in one|>survived after|>inconsistent");
	for (size_t i = 0; i < source->summary->npolicies; i++) {
		const struct kmend_tally *tally = &source->summary->policies[i].tally;
		struct kmend_rate rate = kmend_wilson(tally->survived_after, tally->recovered);

		kmend_cell_text(table, source->summary->policies[i].name);
		kmend_cell_count(table, tally->activated);
		kmend_cell_count(table, tally->recovered);
		kmend_cell_count(table, tally->recoveries);
		kmend_cell_count(table, tally->recoveries_max);
		if (source->data)
			kmend_cell_count(table, tally->survived_after);
		else
			kmend_cell_rate(table, rate, tally->recovered > 0);
		kmend_cell_count(table, tally->inconsistent);
		if (source->data)
			kmend_cells_rate(table, rate);
	}
	return 0;
}

static int matters(const struct kmend_summary *summary)
{
	return summary->total.recovered > 0;
}

const struct kmend_report_table kmend_report_table_recovery = {
	.name = "recovery",
	.title = "What recoveries led to",
	.fill = fill,
	.matters = matters,
};
