/* Crash signatures that are new, gone, more, fewer or elsewhere. */
#include <stdio.h>
#include <stdlib.h>

#include "report/cells.h"
#include "report/compare/signatures.h"
#include "report/compare/view.h"

static void example(struct kmend_table *table, const struct compare_part *part, int64_t id)
{
	if (id)
		kmend_table_cell(table, "%lld", (long long)id);
	else if (part->data)
		compare_cell_null(table);
	else
		kmend_cell_none(table);
}

static void row(struct kmend_table *table, const struct compare_part *part, size_t number,
	const struct kmend_signature *signature)
{
	compare_cells_sides(table, part, number);
	kmend_cell_text(table, signature->signature);
	kmend_cell_text(table, kmend_signature_change_word(signature->change));
	for (int side = 0; side < KMEND_SIDES; side++)
		kmend_cell_count(table, signature->count[side]);
	for (int side = 0; side < KMEND_SIDES; side++)
		kmend_cell_text(table, signature->place[side]);
	for (int side = 0; side < KMEND_SIDES; side++)
		example(table, part, signature->example[side]);
}

/* Programs get all signatures, people those that changed. Fills `table` when there is one; returns how many it left out, -1 on error. */
static long fill_contrast(struct kmend_table *table, const struct compare_part *part, size_t number)
{
	const struct kmend_pairing *pairing = &compare_contrast(part, number)->pairing;
	struct kmend_signature *list;
	size_t count, shown = 0;
	long left_out = 0;

	if (kmend_signatures_make(&list, &count, pairing->side[KMEND_FIRST], pairing->side[KMEND_SECOND]) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		if (!part->data && list[i].change == KMEND_SIGNATURE_SAME)
			continue;
		if (shown++ >= part->view->limit)
			left_out++;
		else if (table)
			row(table, part, number, &list[i]);
	}
	free(list);
	return left_out;
}

static int fill(struct kmend_table *table, const struct compare_part *part)
{
	kmend_table_init(table,
		part->data ? "first|second|signature|change|>first_count|>second_count|first_where|second_where|"
			     ">first_example|>second_example"
			   : "first|second|signature|change|>of the first|>of the second|where, first|where, second|"
			     ">first id|>second id");
	for (size_t i = part->from; i < part->to; i++)
		if (fill_contrast(table, part, i) < 0)
			return -1;
	return 0;
}

static void notes(struct kmend_section *section, const struct compare_part *part)
{
	kmend_section_note(
		section, "Crashes of all faults of each side, paired or not. Moved: as many, but at other places.");
	if (!part->data)
		kmend_section_note(section, "Signatures that did not change are left out.");
	for (size_t i = part->from; i < part->to; i++) {
		const struct kmend_pairing *pairing = &compare_contrast(part, i)->pairing;
		long left_out = fill_contrast(NULL, part, i);

		section->failed |= left_out < 0;
		if (left_out > 0)
			kmend_section_note(section, "%s to %s: %ld more signatures: --limit shows them.",
				pairing->side[KMEND_FIRST]->policy, pairing->side[KMEND_SECOND]->policy, left_out);
	}
}

static int matters(const struct compare_part *part)
{
	for (size_t i = part->from; i < part->to; i++) {
		const struct kmend_pairing *pairing = &compare_contrast(part, i)->pairing;

		for (int side = 0; side < KMEND_SIDES; side++)
			for (size_t k = 0; k < pairing->side[side]->nfaults; k++)
				if (*pairing->side[side]->faults[k].signature)
					return 1;
	}
	return 0;
}

const struct compare_table compare_table_signatures = {
	.name = "signatures",
	.title = "Crash signatures that changed",
	.fill = fill,
	.notes = notes,
	.matters = matters,
};
