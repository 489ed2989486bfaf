/* Survivability: policy by outcome, as shares of activated experiments with Wilson intervals (paper, Table II). */
#include "report/layout.h"
#include "report/wilson.h"

const int kmend_layout_outcomes[4] = { KMEND_OUTCOME_PASS, KMEND_OUTCOME_FAIL, KMEND_OUTCOME_SHUTDOWN,
	KMEND_OUTCOME_CRASH };

static void rate_for_people(struct kmend_table *table, uint64_t count, uint64_t total)
{
	struct kmend_rate rate = kmend_wilson(count, total);

	if (total)
		kmend_table_cell(table, "%.1f%% [%.1f, %.1f]", 100 * rate.value, 100 * rate.low, 100 * rate.high);
	else
		kmend_table_cell(table, "-");
}

uint64_t kmend_layout_survived(const struct kmend_tally *tally)
{
	return tally->outcomes[KMEND_OUTCOME_PASS] + tally->outcomes[KMEND_OUTCOME_FAIL];
}

static void row_for_people(struct kmend_table *table, const struct kmend_tally *tally)
{
	for (int i = 0; i < 4; i++)
		rate_for_people(table, tally->outcomes[kmend_layout_outcomes[i]], tally->activated);
	rate_for_people(table, kmend_layout_survived(tally), tally->activated);
	kmend_table_cell(table, "%llu", (unsigned long long)tally->activated);
	kmend_table_cell(table, "%llu", (unsigned long long)tally->inconsistent);
}

void kmend_layout_counts(struct kmend_table *table, const struct kmend_tally *tally)
{
	const uint64_t counts[] = { tally->planned, tally->activated, tally->outcomes[KMEND_OUTCOME_PASS],
		tally->outcomes[KMEND_OUTCOME_FAIL], tally->outcomes[KMEND_OUTCOME_SHUTDOWN],
		tally->outcomes[KMEND_OUTCOME_CRASH], tally->outcomes[KMEND_OUTCOME_NOT_ACTIVATED],
		tally->outcomes[KMEND_OUTCOME_INFRA_ERROR], tally->pending, tally->recovered, tally->inconsistent };

	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		kmend_table_cell(table, "%llu", (unsigned long long)counts[i]);
	for (int i = 0; i <= 4; i++) {
		struct kmend_rate rate =
			kmend_wilson(i < 4 ? tally->outcomes[kmend_layout_outcomes[i]] : kmend_layout_survived(tally),
				tally->activated);

		kmend_table_cell(table, "%.6f", rate.value);
		kmend_table_cell(table, "%.6f", rate.low);
		kmend_table_cell(table, "%.6f", rate.high);
	}
}

#define COLUMNS_PEOPLE ">pass|>fail|>shutdown|>crash|>survived|>activated|>inconsistent"

void kmend_layout_survivability(struct kmend_table *table, const struct kmend_summary *summary, int data)
{
	kmend_table_init(table, data ? "policy|" KMEND_LAYOUT_COUNTS : "policy|" COLUMNS_PEOPLE);
	for (size_t i = 0; i < summary->npolicies; i++) {
		kmend_table_cell(table, "%s", summary->policies[i].name);
		(data ? kmend_layout_counts : row_for_people)(table, &summary->policies[i].tally);
	}
}
