/* The faults that changed, worst first, with the reasons of both outcomes. */
#include "report/cells.h"
#include "report/compare/view.h"

static void outcome(struct kmend_table *table, const struct kmend_sample_fault *fault)
{
	kmend_table_cell(
		table, "%s%s", kmend_outcome_name(fault->outcome), fault->inconsistent ? ", inconsistent" : "");
}

static void for_people(
	struct kmend_table *table, const struct kmend_sample_fault *a, const struct kmend_sample_fault *b)
{
	outcome(table, a);
	outcome(table, b);
	kmend_cell_text(table, b->component);
	kmend_cell_text(table, b->function);
	kmend_table_cell(table, "%s:%u", b->file, b->line);
	kmend_cell_text(table, a->reason);
	kmend_cell_text(table, b->reason);
	kmend_table_cell(table, "%lld", (long long)a->id);
	kmend_table_cell(table, "%lld", (long long)b->id);
}

static void for_programs(struct kmend_table *table, const struct kmend_pairing *pairing, size_t match)
{
	const struct kmend_sample_fault *faults[KMEND_SIDES] = { kmend_pairing_fault(pairing, match, KMEND_FIRST),
		kmend_pairing_fault(pairing, match, KMEND_SECOND) };
	const struct kmend_sample_fault *fault = faults[KMEND_SECOND];

	kmend_table_cell(table, "%d", kmend_pairing_worse(pairing, match));
	kmend_table_cell(
		table, "%s:%s:%u:%u:%s", fault->unit, fault->function, fault->block, fault->candidate, fault->type);
	kmend_cell_count(table, fault->repeat);
	kmend_cell_text(table, fault->component);
	kmend_cell_text(table, fault->function);
	kmend_cell_text(table, fault->file);
	kmend_cell_count(table, fault->line);
	for (int side = 0; side < KMEND_SIDES; side++) {
		kmend_table_cell(table, "%lld", (long long)faults[side]->id);
		kmend_cell_text(table, kmend_outcome_name(faults[side]->outcome));
		kmend_cell_text(table, faults[side]->reason);
		kmend_cell_count(table, faults[side]->inconsistent != 0);
		kmend_cell_text(table, faults[side]->signature);
	}
}

static int fill(struct kmend_table *table, const struct compare_part *part)
{
	kmend_table_init(table,
		part->data ? "first|second|>worse|site|>repeat|component|function|file|>line|>first_id|first_outcome|"
			     "first_reason|>first_inconsistent|first_signature|>second_id|second_outcome|second_reason|"
			     ">second_inconsistent|second_signature"
			   : "under the first|under the second|component|function|line|reason of the first|reason of "
			     "the second|>first id|>second id");
	for (size_t i = part->from; i < part->to; i++) {
		const struct kmend_pairing *pairing = &compare_contrast(part, i)->pairing;

		for (size_t k = 0; k < pairing->nchanged && k < part->view->limit; k++) {
			size_t match = pairing->changed[k];

			if (part->data) {
				compare_cells_sides(table, part, i);
				for_programs(table, pairing, match);
			} else {
				for_people(table, kmend_pairing_fault(pairing, match, KMEND_FIRST),
					kmend_pairing_fault(pairing, match, KMEND_SECOND));
			}
		}
	}
	return 0;
}

static void notes(struct kmend_section *section, const struct compare_part *part)
{
	for (size_t i = part->from; i < part->to; i++) {
		const struct kmend_pairing *pairing = &compare_contrast(part, i)->pairing;
		size_t worse = 0, better = 0, shown;

		for (size_t k = 0; k < pairing->nchanged; k++) {
			int steps = kmend_pairing_worse(pairing, pairing->changed[k]);

			worse += steps > 0;
			better += steps < 0;
		}
		shown = pairing->nchanged < part->view->limit ? pairing->nchanged : part->view->limit;
		kmend_section_note(section,
			"%s to %s: %zu of %zu pairs changed, %zu for the worse, %zu for the better%s",
			pairing->side[KMEND_FIRST]->policy, pairing->side[KMEND_SECOND]->policy, pairing->nchanged,
			pairing->npairs, worse, better, shown == pairing->nchanged ? "." : ";");
		if (shown < pairing->nchanged)
			kmend_section_note(section, "and %zu more: --limit %zu shows all.", pairing->nchanged - shown,
				pairing->nchanged);
	}
}

static int matters(const struct compare_part *part)
{
	for (size_t i = part->from; i < part->to; i++)
		if (compare_contrast(part, i)->pairing.nchanged)
			return 1;
	return 0;
}

const struct compare_table compare_table_changes = {
	.name = "changes",
	.title = "Faults that changed, worst first",
	.for_each = 1,
	.fill = fill,
	.notes = notes,
	.matters = matters,
};
