/* The answer: for each pair of policies the difference of the pairs, its interval, and whether chance explains it. */
#include "report/cells.h"
#include "report/compare/view.h"
#include "report/wilson.h"

static void counts(struct kmend_table *table, const struct kmend_pairs *pairs, size_t npairs)
{
	kmend_cell_count(table, npairs);
	kmend_cell_count(table, pairs->both);
	kmend_cell_count(table, pairs->first);
	kmend_cell_count(table, pairs->second);
	kmend_cell_count(table, pairs->neither);
}

static void share(struct kmend_table *table, const struct compare_part *part, uint64_t count, size_t npairs)
{
	if (part->data)
		kmend_table_cell(table, "%.9f", npairs ? (double)count / (double)npairs : 0);
	else
		kmend_cell_share(table, npairs ? (double)count / (double)npairs : -1);
}

static void row(struct kmend_table *table, const struct compare_part *part, size_t number, size_t which)
{
	const struct kmend_contrast *contrast = compare_contrast(part, number);
	const struct kmend_effect *effect = &contrast->effects[which];
	size_t npairs = contrast->pairing.npairs;

	compare_cells_sides(table, part, number);
	kmend_cell_text(table, kmend_effect_name(which));
	if (part->data)
		counts(table, &effect->pairs, npairs);
	else
		kmend_cell_count(table, npairs);
	share(table, part, effect->pairs.both + effect->pairs.first, npairs);
	share(table, part, effect->pairs.both + effect->pairs.second, npairs);
	compare_cells_difference(table, part, effect->difference, npairs > 0);
	compare_cell_p(table, part, effect->p);
	compare_cell_p(table, part, effect->holm);
}

static int is_weighted(const struct compare_part *part)
{
	for (size_t i = part->from; i < part->to; i++)
		for (size_t k = 0; k < KMEND_EFFECTS; k++)
			if (compare_contrast(part, i)->effects[k].is_weighted)
				return 1;
	return 0;
}

static int fill(struct kmend_table *table, const struct compare_part *part)
{
	int weighted = part->data || is_weighted(part);

	kmend_table_init(table,
		part->data ? "first|second|share|>pairs|>both|>first_only|>second_only|>neither|>first_share|"
			     ">second_share|>difference|>low|>high|>p|>p_holm"
			   : "first|second|share|>pairs|>of the first|>of the second|>difference|>p|>p (Holm)");
	if (weighted && part->data) {
		kmend_table_column(table, KMEND_RIGHT, "weighted_difference");
		kmend_table_column(table, KMEND_RIGHT, "weighted_low");
		kmend_table_column(table, KMEND_RIGHT, "weighted_high");
	} else if (weighted) {
		kmend_table_column(table, KMEND_RIGHT, "weighted difference");
	}
	for (size_t i = part->from; i < part->to; i++)
		for (size_t k = 0; k < KMEND_EFFECTS; k++) {
			const struct kmend_effect *effect = &compare_contrast(part, i)->effects[k];

			if (!effect->is_known)
				continue;
			row(table, part, i, k);
			if (weighted)
				compare_cells_difference(table, part, effect->weighted, effect->is_weighted);
		}
	return 0;
}

static void notes(struct kmend_section *section, const struct compare_part *part)
{
	kmend_section_note(section,
		"Shares of pairs: faults that activated on both sides; differences (second minus first) in "
		"percentage points, with 95%% intervals by Newcombe's method for paired shares.");
	kmend_section_note(section, "p: exact McNemar test; p (Holm): corrected over all %zu tests of this comparison.",
		part->view->comparison->ntests);
	if (is_weighted(part))
		kmend_section_note(section,
			"The same number of sites from each component: the weighted difference estimates that of all "
			"activated sites.");
}

/* A share that one of the bars does not have has no marks. */
static int is_drawn(const struct compare_part *part, size_t effect)
{
	for (size_t i = part->from; i < part->to; i++)
		if (!compare_contrast(part, i)->effects[effect].is_known)
			return 0;
	return 1;
}

/* Weighted where there is a weighted difference: that is the estimate then. */
static void chart(struct kmend_chart *chart, const struct compare_part *part)
{
	int weighted = is_weighted(part);

	compare_chart(chart, part, KMEND_CHART_FOREST, "differences",
		weighted ? "Differences of shares, weighted" : "Differences of shares",
		"second minus first, percentage points, with 95% intervals");
	for (size_t k = 0; k < KMEND_EFFECTS; k++)
		if (is_drawn(part, k))
			kmend_chart_series(chart, kmend_effect_name(k), kmend_chart_style(k));
	for (size_t i = part->from; i < part->to; i++) {
		char label[COMPARE_LABEL_MAX], note[32];
		const struct kmend_contrast *contrast = compare_contrast(part, i);

		snprintf(note, sizeof(note), "n = %zu", contrast->pairing.npairs);
		kmend_chart_bar(chart, compare_label(part, i, label), note, "");
		for (size_t k = 0; k < KMEND_EFFECTS; k++) {
			const struct kmend_effect *effect = &contrast->effects[k];
			struct kmend_rate rate = effect->is_weighted ? effect->weighted : effect->difference;

			if (!is_drawn(part, k))
				continue;
			kmend_chart_value(chart, 100 * rate.value, 100 * rate.low, 100 * rate.high);
		}
	}
}

const struct compare_table compare_table_differences = {
	.name = "differences",
	.title = "Differences on the same faults",
	.fill = fill,
	.notes = notes,
	.chart = chart,
};
