/* Outcomes by component (subsystem): counts and shares of each, their total, and for a stratified sample its estimate. */
#include "report/layout.h"
#include "report/stratified.h"

#define SURVIVED (1u << KMEND_OUTCOME_PASS | 1u << KMEND_OUTCOME_FAIL)

static void put_count(struct kmend_table *table, uint64_t count)
{
	kmend_table_cell(table, "%llu", (unsigned long long)count);
}

static void put_share(struct kmend_table *table, uint64_t count, uint64_t total)
{
	struct kmend_rate rate = kmend_wilson(count, total);

	if (total)
		kmend_table_cell(table, "%llu = %.1f%% [%.1f, %.1f]", (unsigned long long)count, 100 * rate.value,
			100 * rate.low, 100 * rate.high);
	else
		kmend_table_cell(table, "-");
}

static void row_for_people(struct kmend_table *table, const char *policy, const char *name, uint64_t sites,
	const struct kmend_tally *tally)
{
	kmend_table_cell(table, "%s", policy);
	kmend_table_cell(table, "%s", name);
	put_count(table, sites);
	put_count(table, tally->planned);
	put_count(table, tally->activated);
	for (int i = 0; i < 4; i++)
		put_share(table, tally->outcomes[kmend_layout_outcomes[i]], tally->activated);
	put_share(table, kmend_layout_survived(tally), tally->activated);
	put_count(table, tally->outcomes[KMEND_OUTCOME_NOT_ACTIVATED]);
	put_count(table, tally->inconsistent);
}

static void weighted_cell(
	struct kmend_table *table, const struct kmend_summary *summary, size_t policy, unsigned outcomes)
{
	struct kmend_rate rate = kmend_stratified_rate(summary, policy, outcomes);

	kmend_table_cell(table, "%.1f%% [%.1f, %.1f]", 100 * rate.value, 100 * rate.low, 100 * rate.high);
}

static void weighted_row(struct kmend_table *table, const struct kmend_summary *summary, size_t policy)
{
	kmend_table_cell(table, "%s", summary->policies[policy].name);
	kmend_table_cell(table, "(all, weighted)");
	put_count(table, kmend_stratified_sites(summary, policy));
	kmend_table_cell(table, "-");
	kmend_table_cell(table, "-");
	for (int i = 0; i < 4; i++)
		weighted_cell(table, summary, policy, 1u << kmend_layout_outcomes[i]);
	weighted_cell(table, summary, policy, SURVIVED);
	kmend_table_cell(table, "-");
	kmend_table_cell(table, "-");
}

static void for_people(struct kmend_table *table, const struct kmend_summary *summary)
{
	kmend_table_init(table,
		"policy|component|>active sites|>planned|>activated|>pass|>fail|>shutdown|>crash|>survived|>not "
		"activated|>inconsistent");
	for (size_t p = 0; p < summary->npolicies; p++) {
		for (size_t i = 0; i < summary->ncomponents; i++) {
			const struct kmend_summary_component *component = &summary->components[i];

			if (component->policy != p)
				continue;
			row_for_people(table, summary->policies[p].name, component->name, component->active_sites,
				&component->tally);
		}
		row_for_people(
			table, summary->policies[p].name, "(all)", summary->active_sites, &summary->policies[p].tally);
		if (kmend_stratified_is(summary) && summary->policies[p].tally.activated)
			weighted_row(table, summary, p);
	}
}

void kmend_layout_components(struct kmend_table *table, const struct kmend_summary *summary, int data)
{
	if (!data) {
		for_people(table, summary);
		return;
	}
	kmend_table_init(table, "policy|component|" KMEND_LAYOUT_COUNTS "|>active_sites");
	for (size_t i = 0; i < summary->ncomponents; i++) {
		const struct kmend_summary_component *component = &summary->components[i];

		kmend_table_cell(table, "%s", summary->policies[component->policy].name);
		kmend_table_cell(table, "%s", component->name);
		kmend_layout_counts(table, &component->tally);
		put_count(table, component->active_sites);
	}
}

int kmend_layout_has_components(const struct kmend_summary *summary)
{
	for (size_t i = 1; i < summary->ncomponents; i++)
		if (summary->components[i].policy == summary->components[0].policy)
			return 1;
	return 0;
}
