/* What became of each fault under the second, by what became of it under the first. */
#include <stdio.h>
#include <string.h>

#include "report/cells.h"
#include "report/compare/view.h"
#include "report/outcomes.h"
#include "report/summary.h"

static uint64_t of_row(const struct kmend_pairing *pairing, unsigned from)
{
	uint64_t sum = 0;

	for (unsigned to = 0; to < KMEND_OUTCOME_COUNT; to++)
		sum += pairing->matrix[from][to];
	return sum;
}

static uint64_t of_column(const struct kmend_pairing *pairing, unsigned to)
{
	uint64_t sum = 0;

	for (unsigned from = 0; from < KMEND_OUTCOME_COUNT; from++)
		sum += pairing->matrix[from][to];
	return sum;
}

/* Outcomes in the order of their list; what has not run stands last. */
static unsigned outcome_at(unsigned place)
{
	return place + 1 < KMEND_OUTCOME_COUNT ? place + 1 : KMEND_OUTCOME_NONE;
}

static void for_programs(struct kmend_table *table, const struct compare_part *part)
{
	kmend_table_init(table, "first|second|first_outcome|second_outcome|>count");
	for (size_t i = part->from; i < part->to; i++)
		for (unsigned x = 0; x < KMEND_OUTCOME_COUNT; x++)
			for (unsigned y = 0; y < KMEND_OUTCOME_COUNT; y++) {
				unsigned from = outcome_at(x), to = outcome_at(y);

				if (!compare_contrast(part, i)->pairing.matrix[from][to])
					continue;
				compare_cells_sides(table, part, i);
				kmend_cell_text(table, kmend_summary_outcome_name((int)from));
				kmend_cell_text(table, kmend_summary_outcome_name((int)to));
				kmend_cell_count(table, compare_contrast(part, i)->pairing.matrix[from][to]);
			}
}

/* A matrix of what occurs. */
static void for_people(struct kmend_table *table, const struct compare_part *part)
{
	const struct kmend_pairing *pairing = &compare_contrast(part, part->from)->pairing;
	char label[COMPARE_LABEL_MAX];

	kmend_table_init(table, "");
	kmend_table_column(table, KMEND_LEFT, compare_label(part, part->from, label));
	for (unsigned y = 0; y < KMEND_OUTCOME_COUNT; y++)
		if (of_column(pairing, outcome_at(y)))
			kmend_table_column(table, KMEND_RIGHT, kmend_summary_outcome_name((int)outcome_at(y)));
	kmend_table_column(table, KMEND_RIGHT, "all");
	for (unsigned x = 0; x < KMEND_OUTCOME_COUNT; x++) {
		unsigned from = outcome_at(x);

		if (!of_row(pairing, from))
			continue;
		kmend_cell_text(table, kmend_summary_outcome_name((int)from));
		for (unsigned y = 0; y < KMEND_OUTCOME_COUNT; y++)
			if (of_column(pairing, outcome_at(y)))
				kmend_cell_count(table, pairing->matrix[from][outcome_at(y)]);
		kmend_cell_count(table, of_row(pairing, from));
	}
}

static int fill(struct kmend_table *table, const struct compare_part *part)
{
	(part->data ? for_programs : for_people)(table, part);
	return 0;
}

static void notes(struct kmend_section *section, const struct compare_part *part)
{
	(void)part;
	kmend_section_note(section, "Rows: outcome under the first; columns: under the second.");
}

/* A bar for each outcome under the first: the shares of the outcomes under the second. Pairs only. */
static void chart(struct kmend_chart *chart, const struct compare_part *part)
{
	const struct kmend_pairing *pairing = &compare_contrast(part, part->from)->pairing;
	char label[COMPARE_LABEL_MAX], title[COMPARE_LABEL_MAX + 32], name[32];

	if (!pairing->npairs)
		return;
	snprintf(title, sizeof(title), "Transitions, %s", compare_label(part, part->from, label));
	snprintf(name, sizeof(name), "transitions-%zu", part->from + 1);
	compare_chart(
		chart, part, KMEND_CHART_STACKED, name, title, "share of pairs with that outcome under the first");
	for (size_t i = 0; i < KMEND_NACTIVATED; i++)
		kmend_chart_series(chart, kmend_share_name(i), kmend_share_style(i));
	for (size_t x = 0; x < KMEND_NACTIVATED; x++) {
		struct kmend_tally row = { 0 };
		char note[32];

		for (unsigned from = 1; from < KMEND_OUTCOME_COUNT; from++)
			for (unsigned to = 1; to < KMEND_OUTCOME_COUNT && kmend_share_outcomes(x) >> from & 1; to++)
				if (kmend_outcome_is(to, KMEND_OUTCOME_ACTIVATED)) {
					row.outcomes[to] = pairing->matrix[from][to];
					row.activated += pairing->matrix[from][to];
				}
		if (!row.activated)
			continue;
		snprintf(note, sizeof(note), "n = %llu", (unsigned long long)row.activated);
		kmend_chart_bar(chart, kmend_share_name(x), note, "");
		for (size_t y = 0; y < KMEND_NACTIVATED; y++)
			kmend_chart_exact(chart, 100 * (double)kmend_share_count(&row, y) / (double)row.activated);
	}
}

const struct compare_table compare_table_transitions = {
	.name = "transitions",
	.title = "Transitions",
	.for_each = 1,
	.fill = fill,
	.notes = notes,
	.chart = chart,
};
