/* Every fault of both sides is in a pair or here, with its reason. */
#include <string.h>

#include "harness/base/buf.h"
#include "report/cells.h"
#include "report/compare/view.h"

#define FUNCTIONS_SHOWN 10

static int occurs(const struct compare_part *part, enum kmend_unpaired why)
{
	for (size_t i = part->from; i < part->to; i++)
		for (int side = 0; side < KMEND_SIDES; side++)
			if (compare_contrast(part, i)->pairing.unpaired[side][why])
				return 1;
	return part->data;
}

static void row(struct kmend_table *table, const struct compare_part *part, size_t number, int side)
{
	const struct kmend_pairing *pairing = &compare_contrast(part, number)->pairing;

	compare_cells_sides(table, part, number);
	kmend_cell_text(table, side == KMEND_FIRST ? "first" : "second");
	kmend_cell_count(table, pairing->side[side]->nfaults);
	kmend_cell_count(table, pairing->npairs);
	for (enum kmend_unpaired why = KMEND_UNPAIRED_NONE + 1; why < KMEND_UNPAIRED_COUNT; why++)
		if (occurs(part, why))
			kmend_cell_count(table, pairing->unpaired[side][why]);
}

static int fill(struct kmend_table *table, const struct compare_part *part)
{
	kmend_table_init(table, "first|second|side|>faults|>pairs");
	for (enum kmend_unpaired why = KMEND_UNPAIRED_NONE + 1; why < KMEND_UNPAIRED_COUNT; why++)
		if (occurs(part, why))
			kmend_table_column(
				table, KMEND_RIGHT, part->data ? kmend_unpaired_key(why) : kmend_unpaired_words(why));
	for (size_t i = part->from; i < part->to; i++)
		for (int side = 0; side < KMEND_SIDES; side++)
			row(table, part, i, side);
	return 0;
}

/* ---- functions of another shape ---- */

/* Single number `at` or the next one that is there because of its function's shape; its fault, NULL after the last. */
static const struct kmend_sample_fault *next_single(const struct kmend_pairing *pairing, int side, size_t *at)
{
	while (*at < pairing->nsingles[side] && pairing->singles[side][*at].why != KMEND_UNPAIRED_SHAPE)
		++*at;
	return *at < pairing->nsingles[side] ? &pairing->side[side]->faults[pairing->singles[side][*at].fault] : NULL;
}

static int order(const struct kmend_sample_fault *a, const struct kmend_sample_fault *b)
{
	int by_unit;

	if (!a || !b)
		return !a - !b;
	by_unit = strcmp(a->unit, b->unit);
	return by_unit ? by_unit : strcmp(a->function, b->function);
}

/* How many faults of the function, from `at` on, which moves past them. */
static size_t count_function(
	const struct kmend_pairing *pairing, int side, size_t *at, const struct kmend_sample_fault *function)
{
	const struct kmend_sample_fault *fault;
	size_t count = 0;

	while ((fault = next_single(pairing, side, at)) && order(fault, function) == 0) {
		++*at;
		count++;
	}
	return count;
}

/* Both lists are sorted by unit and function. Every policy has the same functions: one contrast tells. */
static void name_functions(struct kmend_section *section, const struct kmend_pairing *pairing)
{
	size_t at[KMEND_SIDES] = { 0 }, nfunctions = 0;
	struct kmend_buf text = KMEND_BUF_INIT;

	for (;;) {
		const struct kmend_sample_fault *a = next_single(pairing, KMEND_FIRST, &at[KMEND_FIRST]);
		const struct kmend_sample_fault *b = next_single(pairing, KMEND_SECOND, &at[KMEND_SECOND]);
		const struct kmend_sample_fault *least = order(a, b) <= 0 ? a : b;
		size_t first, second;

		if (!least)
			break;
		first = count_function(pairing, KMEND_FIRST, &at[KMEND_FIRST], least);
		second = count_function(pairing, KMEND_SECOND, &at[KMEND_SECOND], least);
		if (nfunctions++ < FUNCTIONS_SHOWN)
			kmend_buf_printf(&text, "%s%.120s in %.200s (%zu, %zu)", nfunctions > 1 ? "; " : "",
				least->function, least->unit, first, second);
	}
	if (nfunctions)
		kmend_section_note(section, "Functions with another shape, and their faults in each plan: %s%s",
			text.data ? text.data : "", nfunctions > FUNCTIONS_SHOWN ? "; ..." : ".");
	if (nfunctions > FUNCTIONS_SHOWN)
		kmend_section_note(section, "%zu such functions in all.", nfunctions);
	kmend_buf_release(&text);
}

static void notes(struct kmend_section *section, const struct compare_part *part)
{
	kmend_section_note(section,
		"A fault pairs with the one of the same unit, function, block, candidate, type and repeat, and only "
		"when the function has the same shape in both.");
	if (part->from < part->to)
		name_functions(section, &compare_contrast(part, part->from)->pairing);
}

static int matters(const struct compare_part *part)
{
	for (enum kmend_unpaired why = KMEND_UNPAIRED_NONE + 1; why < KMEND_UNPAIRED_COUNT; why++)
		if (occurs(part, why))
			return 1;
	return 0;
}

const struct compare_table compare_table_unpaired = {
	.name = "unpaired",
	.title = "Pairs, and faults without one",
	.fill = fill,
	.notes = notes,
	.matters = matters,
};
