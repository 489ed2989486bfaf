/* What has no pair, as independent samples. */
#include "report/cells.h"
#include "report/compare/independent.h"
#include "report/compare/view.h"

static void counts(struct kmend_table *table, const struct compare_part *part, const struct kmend_split *split)
{
	for (int side = 0; side < KMEND_SIDES; side++) {
		if (part->data) {
			kmend_cell_count(table, split->count[side]);
			kmend_cell_count(table, split->total[side]);
		} else if (split->total[side]) {
			kmend_table_cell(table, "%llu of %llu = %.1f%%", (unsigned long long)split->count[side],
				(unsigned long long)split->total[side],
				100 * (double)split->count[side] / (double)split->total[side]);
		} else {
			kmend_cell_none(table);
		}
	}
}

static int fill(struct kmend_table *table, const struct compare_part *part)
{
	kmend_table_init(table,
		part->data ? "first|second|share|>first_count|>first_total|>second_count|>second_total|>difference|"
			     ">low|>high|>p|>p_holm"
			   : "first|second|share|>of the first|>of the second|>difference|>p|>p (Holm)");
	for (size_t i = part->from; i < part->to; i++)
		for (size_t k = 0; k < KMEND_EFFECTS; k++) {
			const struct kmend_effect *effect = &compare_contrast(part, i)->effects[k];

			if (!effect->rest.total[KMEND_FIRST] && !effect->rest.total[KMEND_SECOND])
				continue;
			compare_cells_sides(table, part, i);
			kmend_cell_text(table, kmend_effect_name(k));
			counts(table, part, &effect->rest);
			compare_cells_difference(
				table, part, effect->rest_difference, kmend_split_is_known(&effect->rest));
			compare_cell_p(table, part, effect->rest_p);
			compare_cell_p(table, part, effect->rest_holm);
		}
	return 0;
}

static void notes(struct kmend_section *section, const struct compare_part *part)
{
	(void)part;
	kmend_section_note(section,
		"Faults that activated and have no pair; intervals by Newcombe's method for independent shares, p: "
		"Fisher's exact test. These are different faults: a difference can come from that alone.");
}

static int matters(const struct compare_part *part)
{
	for (size_t i = part->from; i < part->to; i++) {
		const struct kmend_split *rest = &compare_contrast(part, i)->effects[0].rest;

		if (rest->total[KMEND_FIRST] || rest->total[KMEND_SECOND])
			return 1;
	}
	return 0;
}

const struct compare_table compare_table_independent = {
	.name = "independent",
	.title = "Faults without a pair, as independent samples",
	.fill = fill,
	.notes = notes,
	.matters = matters,
};
