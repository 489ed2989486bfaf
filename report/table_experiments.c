/* Every experiment of the plan, one row each, read again from the file. The first ten columns are fixed. */
#include "harness/store/hang.h"
#include "report/cells.h"
#include "report/tables.h"

static int row(const struct kmend_store_row *row, void *context)
{
	struct kmend_table *table = context;
	char hang[400];

	kmend_table_cell(table, "%lld", (long long)row->id);
	kmend_cell_text(table, row->policy);
	kmend_cell_text(table, row->site.identity);
	kmend_cell_text(table, row->site.type);
	kmend_cell_text(table, row->site.component);
	kmend_cell_text(table, kmend_summary_outcome_name(row->done ? row->outcome : 0));
	kmend_cell_text(table, row->reason);
	kmend_cell_count(table, row->activations);
	kmend_cell_count(table, row->recovered);
	kmend_cell_count(table, row->inconsistent != 0);
	kmend_cell_text(table, row->site.file);
	kmend_cell_count(table, row->site.line);
	kmend_cell_count(table, row->repeat);
	kmend_cell_count(table, row->attempts);
	kmend_cell_count(table, row->guest_ns);
	kmend_cell_count(table, row->wall_us);
	kmend_cell_count(table, row->own_us);
	kmend_cell_text(table, row->signature);
	kmend_cell_text(table, row->place);
	kmend_cell_text(table, row->place_kind);
	kmend_cell_text(table, row->done ? kmend_service_name(row->serving.service) : "");
	kmend_cell_count(table, row->serving.planned);
	kmend_cell_count(table, row->serving.failed);
	kmend_cell_count(table, row->serving.skipped);
	kmend_cell_count(table, row->serving.probes_passed);
	kmend_cell_count(table, row->serving.probes_failed);
	kmend_cell_count(table, row->serving.unavailable);
	kmend_cell_count(table, row->torn);
	kmend_hang_line(hang, sizeof hang, row->hang);
	kmend_cell_text(table, hang);
	kmend_cell_text(table,
		row->again == KMEND_AGAIN_NOT            ? ""
			: row->again == KMEND_AGAIN_SAME ? "same"
							 : "differs");
	return table->failed; /* kmend_document_check() tells */
}

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	kmend_table_init(table,
		">id|policy|site|type|component|outcome|reason|>activations|>recovered|>inconsistent|"
		"file|>line|>repeat|>attempts|>guest_ns|>wall_us|>own_us|signature|where|where_kind|"
		"service|>tests_planned|>tests_failed|>tests_skipped|>probes_passed|>probes_failed|>unavailable|>torn|"
		"hang|again");
	return kmend_store_rows(source->store, row, table) < 0 ? -1 : 0;
}

const struct kmend_report_table kmend_report_table_experiments = {
	.name = "experiments",
	.title = "Experiments",
	.fill = fill,
};
