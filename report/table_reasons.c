/* Outcomes by their reason, with an example to `kmend explain`. */
#include "report/cells.h"
#include "report/tables.h"

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	kmend_table_init(table, "policy|outcome|reason|>count|>example");
	for (size_t i = 0; i < source->summary->nreasons; i++) {
		const struct kmend_summary_reason *reason = &source->summary->reasons[i];

		kmend_cell_text(table, source->summary->policies[reason->policy].name);
		kmend_cell_text(table, kmend_summary_outcome_name(reason->outcome));
		kmend_cell_text(table, reason->reason);
		kmend_cell_count(table, reason->count);
		kmend_table_cell(table, "%lld", (long long)reason->example);
	}
	return 0;
}

const struct kmend_report_table kmend_report_table_reasons = {
	.name = "reasons",
	.title = "Outcomes and their reasons",
	.fill = fill,
};
