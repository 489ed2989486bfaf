/* Crashes of one signature together, with an example (docs/crash-signatures.md). */
#include "harness/base/buf.h"
#include "report/cells.h"
#include "report/tables.h"

static int fill(struct kmend_table *table, const struct kmend_source *source)
{
	const struct kmend_summary *summary = source->summary;

	kmend_table_init(table,
		source->data ? "signature|where|where_kind|>count|>places|policies|>example"
			     : "signature|where|from|>count|>places|policies|>example");
	for (size_t i = 0; i < summary->ncrashes; i++) {
		const struct kmend_summary_crash *crash = &summary->crashes[i];
		struct kmend_buf policies = KMEND_BUF_INIT;

		for (size_t p = 0; p < summary->npolicies && p < 64; p++)
			if (crash->policies >> p & 1 &&
				kmend_buf_printf(
					&policies, "%s%s", policies.size ? " " : "", summary->policies[p].name))
				table->failed = 1;
		kmend_cell_text(table, crash->signature);
		kmend_cell_text(table, crash->place);
		kmend_cell_text(table, crash->place_kind);
		kmend_cell_count(table, crash->count);
		kmend_cell_count(table, crash->nplaces);
		kmend_cell_text(table, policies.data ? policies.data : "");
		kmend_table_cell(table, "%lld", (long long)crash->example);
		kmend_buf_release(&policies);
	}
	return 0;
}

/* Some crashes have no name: the guest said nothing that could be one. */
static void notes(struct kmend_section *section, const struct kmend_source *source)
{
	uint64_t all = source->summary->total.outcomes[KMEND_OUTCOME_CRASH], missing = all;

	for (size_t i = 0; i < source->summary->ncrashes; i++)
		missing -= source->summary->crashes[i].count;
	if (missing)
		kmend_section_note(section, "%llu of %llu crashes %s no signature.", (unsigned long long)missing,
			(unsigned long long)all, missing == 1 ? "has" : "have");
}

static int matters(const struct kmend_summary *summary)
{
	return summary->ncrashes > 0;
}

const struct kmend_report_table kmend_report_table_crashes = {
	.name = "crashes",
	.title = "Crashes by signature",
	.fill = fill,
	.notes = notes,
	.matters = matters,
};
