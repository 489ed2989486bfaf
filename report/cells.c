#include "report/cells.h"

#include <stdio.h>

#include "report/outcomes.h"

void kmend_cell_text(struct kmend_table *table, const char *text)
{
	kmend_table_cell(table, "%s", text);
}

void kmend_cell_count(struct kmend_table *table, uint64_t count)
{
	kmend_table_cell(table, "%llu", (unsigned long long)count);
}

void kmend_cell_none(struct kmend_table *table)
{
	kmend_table_cell(table, "-");
}

void kmend_cell_rate(struct kmend_table *table, struct kmend_rate rate, int known)
{
	if (known)
		kmend_table_cell(table, "%.1f%% [%.1f, %.1f]", 100 * rate.value, 100 * rate.low, 100 * rate.high);
	else
		kmend_cell_none(table);
}

void kmend_cell_share(struct kmend_table *table, double share)
{
	if (share < 0)
		kmend_cell_none(table);
	else
		kmend_table_cell(table, "%.1f%%", 100 * share);
}

void kmend_cells_rate(struct kmend_table *table, struct kmend_rate rate)
{
	kmend_table_cell(table, "%.6f", rate.value);
	kmend_table_cell(table, "%.6f", rate.low);
	kmend_table_cell(table, "%.6f", rate.high);
}

static void number_column(struct kmend_table *table, const char *name, const char *end)
{
	char text[64];

	snprintf(text, sizeof(text), "%s%s", name, end);
	kmend_table_column(table, KMEND_RIGHT, text);
}

void kmend_columns_tally(struct kmend_table *table)
{
	static const char *const ends[] = { "_rate", "_low", "_high" };
	char key[KMEND_OUTCOME_KEY_MAX];

	number_column(table, "planned", "");
	number_column(table, "activated", "");
	for (int outcome = 1; outcome < KMEND_OUTCOME_COUNT; outcome++)
		number_column(table, kmend_outcome_key(outcome, key), "");
	number_column(table, "pending", "");
	number_column(table, "recovered", "");
	number_column(table, "inconsistent", "");
	for (size_t i = 0; i < KMEND_SHARES; i++)
		for (size_t k = 0; k < 3; k++)
			number_column(table, kmend_share_key(i), ends[k]);
	number_column(table, "unavailable", "");
	for (size_t i = KMEND_SHARES; i < KMEND_SHARES_ALL; i++) {
		number_column(table, kmend_share_key(i), "");
		for (size_t k = 0; k < 3; k++)
			number_column(table, kmend_share_key(i), ends[k]);
	}
}

/* Its count and its rate: empty where they are not known. */
static void service_cells(struct kmend_table *table, const struct kmend_tally *tally, size_t share)
{
	if (kmend_share_is_known(tally, share)) {
		kmend_cell_count(table, kmend_share_count(tally, share));
		kmend_cells_rate(table, kmend_wilson(kmend_share_count(tally, share), tally->activated));
		return;
	}
	for (size_t k = 0; k < 4; k++)
		kmend_cell_text(table, "");
}

void kmend_cells_tally(struct kmend_table *table, const struct kmend_tally *tally)
{
	kmend_cell_count(table, tally->planned);
	kmend_cell_count(table, tally->activated);
	for (int outcome = 1; outcome < KMEND_OUTCOME_COUNT; outcome++)
		kmend_cell_count(table, tally->outcomes[outcome]);
	kmend_cell_count(table, tally->pending);
	kmend_cell_count(table, tally->recovered);
	kmend_cell_count(table, tally->inconsistent);
	for (size_t i = 0; i < KMEND_SHARES; i++)
		kmend_cells_rate(table, kmend_wilson(kmend_share_count(tally, i), tally->activated));
	kmend_cell_count(table, tally->unavailable);
	for (size_t i = KMEND_SHARES; i < KMEND_SHARES_ALL; i++)
		service_cells(table, tally, i);
}
