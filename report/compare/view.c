/* What the tables of a comparison share. */
#include "report/compare/view.h"

#include <stdio.h>
#include <stdlib.h>

#include "harness/base/file.h"

static const char *const letters[KMEND_SIDES] = { "A", "B" };

const struct kmend_contrast *compare_contrast(const struct compare_part *part, size_t number)
{
	return &part->view->comparison->contrasts[number];
}

static int with_letters(const struct compare_part *part)
{
	return !part->data && kmend_comparison_is_of_two(part->view->comparison);
}

void compare_cells_sides(struct kmend_table *table, const struct compare_part *part, size_t number)
{
	for (int side = 0; side < KMEND_SIDES; side++)
		kmend_table_cell(table, "%s%s%s", with_letters(part) ? letters[side] : "",
			with_letters(part) ? ": " : "", compare_contrast(part, number)->pairing.side[side]->policy);
}

const char *compare_label(const struct compare_part *part, size_t number, char out[COMPARE_LABEL_MAX])
{
	const struct kmend_pairing *pairing = &compare_contrast(part, number)->pairing;
	int letter = kmend_comparison_is_of_two(part->view->comparison);

	snprintf(out, COMPARE_LABEL_MAX, "%s%.40s / %s%.40s", letter ? "A: " : "", pairing->side[KMEND_FIRST]->policy,
		letter ? "B: " : "", pairing->side[KMEND_SECOND]->policy);
	return out;
}

void compare_cell_null(struct kmend_table *table)
{
	kmend_table_cell(table, "%s", "");
}

void compare_cells_difference(
	struct kmend_table *table, const struct compare_part *part, struct kmend_rate rate, int known)
{
	if (part->data) {
		const double values[] = { rate.value, rate.low, rate.high };

		for (int i = 0; i < 3; i++) {
			if (known)
				kmend_table_cell(table, "%.9f", values[i]);
			else
				compare_cell_null(table);
		}
	} else if (known) {
		kmend_table_cell(table, "%+.1f [%+.1f, %+.1f]", 100 * rate.value, 100 * rate.low, 100 * rate.high);
	} else {
		kmend_table_cell(table, "-");
	}
}

void compare_cell_p(struct kmend_table *table, const struct compare_part *part, double p)
{
	if (part->data && p < 0)
		compare_cell_null(table);
	else if (part->data)
		kmend_table_cell(table, "%.9g", p);
	else if (p < 0)
		kmend_table_cell(table, "-");
	else if (p < 0.0001)
		kmend_table_cell(table, "<0.0001");
	else
		kmend_table_cell(table, "%.4f", p);
}

void compare_chart(struct kmend_chart *chart, const struct compare_part *part, enum kmend_chart_kind kind,
	const char *name, const char *title, const char *axis)
{
	const struct kmend_comparison *comparison = part->view->comparison;
	int complete = 1, valid = 1;
	char *text;

	for (int side = 0; side < KMEND_SIDES; side++) {
		complete &= kmend_samples_is_complete(comparison->samples[side]);
		valid &= kmend_samples_is_valid(comparison->samples[side]);
	}
	text = kmend_format("%s: %.80s%s%s", title, comparison->samples[KMEND_FIRST]->facts[KMEND_FACT_TARGET],
		complete ? "" : " - incomplete", valid ? "" : " - INVALID");
	kmend_chart_init(chart, kind, name, text ? text : title, axis);
	free(text);
}
