/* The other tables: coverage, recovery, reasons, crashes, experiments. */
#include <string.h>

#include "harness/base/buf.h"
#include "report/layout.h"
#include "report/wilson.h"

static const struct kmend_summary_coverage *coverage_of(
	const struct kmend_summary *summary, size_t policy, const char *component)
{
	for (size_t i = 0; i < summary->ncoverage; i++)
		if (summary->coverage[i].policy == policy && strcmp(summary->coverage[i].component, component) == 0)
			return &summary->coverage[i];
	return NULL;
}

double kmend_coverage_total(const struct kmend_summary *summary, size_t policy)
{
	double in = 0, all = 0;

	for (size_t i = 0; i < summary->ncoverage; i++) {
		if (summary->coverage[i].policy != policy)
			continue;
		in += (double)summary->coverage[i].executed_in;
		all += (double)summary->coverage[i].executed_in + (double)summary->coverage[i].executed_out;
	}
	return all > 0 ? in / all : -1;
}

static void coverage_for_programs(struct kmend_table *table, const struct kmend_summary *summary)
{
	kmend_table_init(table, "policy|component|>blocks|>executed_in|>executed_out|>coverage");
	for (size_t i = 0; i < summary->ncoverage; i++) {
		const struct kmend_summary_coverage *coverage = &summary->coverage[i];
		double all = (double)coverage->executed_in + (double)coverage->executed_out;

		kmend_table_cell(table, "%s", summary->policies[coverage->policy].name);
		kmend_table_cell(table, "%s", coverage->component);
		kmend_table_cell(table, "%llu", (unsigned long long)coverage->blocks);
		kmend_table_cell(table, "%llu", (unsigned long long)coverage->executed_in);
		kmend_table_cell(table, "%llu", (unsigned long long)coverage->executed_out);
		kmend_table_cell(table, "%.6f", all > 0 ? (double)coverage->executed_in / all : 0);
	}
}

static void share_for_people(struct kmend_table *table, double share)
{
	if (share < 0)
		kmend_table_cell(table, "-");
	else
		kmend_table_cell(table, "%.1f%%", 100 * share);
}

/* A policy without windows (none, stateless, naive) has no coverage rather than one of 0 %. */
static double shown_share(const struct kmend_summary *summary, size_t policy, double share)
{
	return kmend_coverage_total(summary, policy) > 0 ? share : -1;
}

/* Component by policy, the weighted mean last (weight: block executions), as in the paper's Table I. */
void kmend_layout_coverage(struct kmend_table *table, const struct kmend_summary *summary, int data)
{
	if (data) {
		coverage_for_programs(table, summary);
		return;
	}
	kmend_table_init(table, "component");
	for (size_t p = 0; p < summary->npolicies; p++)
		kmend_table_column(table, KMEND_RIGHT, summary->policies[p].name);
	for (size_t i = 0; i < summary->ncoverage; i++) {
		const char *component = summary->coverage[i].component;
		size_t first = 0;

		while (strcmp(summary->coverage[first].component, component) != 0)
			first++;
		if (first != i)
			continue;
		kmend_table_cell(table, "%s", component);
		for (size_t p = 0; p < summary->npolicies; p++) {
			const struct kmend_summary_coverage *coverage = coverage_of(summary, p, component);
			double all = coverage ? (double)coverage->executed_in + (double)coverage->executed_out : 0;

			share_for_people(
				table, shown_share(summary, p, all > 0 ? (double)coverage->executed_in / all : -1));
		}
	}
	kmend_table_cell(table, "weighted mean");
	for (size_t p = 0; p < summary->npolicies; p++)
		share_for_people(table, shown_share(summary, p, kmend_coverage_total(summary, p)));
}

void kmend_layout_recovery(struct kmend_table *table, const struct kmend_summary *summary, int data)
{
	kmend_table_init(table,
		data ? "policy|>activated|>recovered|>recoveries|>recoveries_max|>survived_after|"
		       ">inconsistent|>survived_after_rate|>survived_after_low|>survived_after_high"
		     : "policy|>activated|>recovered|>recoveries|>most in one|>survived after|>inconsistent");
	for (size_t i = 0; i < summary->npolicies; i++) {
		const struct kmend_tally *tally = &summary->policies[i].tally;
		struct kmend_rate rate = kmend_wilson(tally->survived_after, tally->recovered);

		kmend_table_cell(table, "%s", summary->policies[i].name);
		kmend_table_cell(table, "%llu", (unsigned long long)tally->activated);
		kmend_table_cell(table, "%llu", (unsigned long long)tally->recovered);
		kmend_table_cell(table, "%llu", (unsigned long long)tally->recoveries);
		kmend_table_cell(table, "%llu", (unsigned long long)tally->recoveries_max);
		if (data)
			kmend_table_cell(table, "%llu", (unsigned long long)tally->survived_after);
		else if (tally->recovered)
			kmend_table_cell(
				table, "%.1f%% [%.1f, %.1f]", 100 * rate.value, 100 * rate.low, 100 * rate.high);
		else
			kmend_table_cell(table, "-");
		kmend_table_cell(table, "%llu", (unsigned long long)tally->inconsistent);
		if (!data)
			continue;
		kmend_table_cell(table, "%.6f", rate.value);
		kmend_table_cell(table, "%.6f", rate.low);
		kmend_table_cell(table, "%.6f", rate.high);
	}
}

void kmend_layout_reasons(struct kmend_table *table, const struct kmend_summary *summary, int data)
{
	(void)data;
	kmend_table_init(table, "policy|outcome|reason|>count|>example");
	for (size_t i = 0; i < summary->nreasons; i++) {
		const struct kmend_summary_reason *reason = &summary->reasons[i];

		kmend_table_cell(table, "%s", summary->policies[reason->policy].name);
		kmend_table_cell(table, "%s", kmend_summary_outcome_name(reason->outcome));
		kmend_table_cell(table, "%s", reason->reason);
		kmend_table_cell(table, "%llu", (unsigned long long)reason->count);
		kmend_table_cell(table, "%lld", (long long)reason->example);
	}
}

void kmend_layout_crashes(struct kmend_table *table, const struct kmend_summary *summary, int data)
{
	kmend_table_init(table,
		data ? "signature|where|where_kind|>count|>places|policies|>example"
		     : "signature|where|from|>count|>places|policies|>example");
	for (size_t i = 0; i < summary->ncrashes; i++) {
		const struct kmend_summary_crash *crash = &summary->crashes[i];
		struct kmend_buf policies = KMEND_BUF_INIT;

		for (size_t p = 0; p < summary->npolicies && p < 64; p++)
			if (crash->policies >> p & 1 &&
				kmend_buf_printf(
					&policies, "%s%s", policies.size ? " " : "", summary->policies[p].name))
				table->failed = 1;
		kmend_table_cell(table, "%s", crash->signature);
		kmend_table_cell(table, "%s", crash->place);
		kmend_table_cell(table, "%s", crash->place_kind);
		kmend_table_cell(table, "%llu", (unsigned long long)crash->count);
		kmend_table_cell(table, "%zu", crash->nplaces);
		kmend_table_cell(table, "%s", policies.data ? policies.data : "");
		kmend_table_cell(table, "%lld", (long long)crash->example);
		kmend_buf_release(&policies);
	}
}

static int experiment_row(const struct kmend_store_row *row, void *context)
{
	struct kmend_table *table = context;

	kmend_table_cell(table, "%lld", (long long)row->id);
	kmend_table_cell(table, "%s", row->policy);
	kmend_table_cell(table, "%s", row->site.identity);
	kmend_table_cell(table, "%s", row->site.type);
	kmend_table_cell(table, "%s", row->site.component);
	kmend_table_cell(table, "%s", kmend_summary_outcome_name(row->done ? row->outcome : 0));
	kmend_table_cell(table, "%s", row->reason);
	kmend_table_cell(table, "%llu", (unsigned long long)row->activations);
	kmend_table_cell(table, "%llu", (unsigned long long)row->recovered);
	kmend_table_cell(table, "%d", row->inconsistent != 0);
	kmend_table_cell(table, "%s", row->site.file);
	kmend_table_cell(table, "%u", (unsigned)row->site.line);
	kmend_table_cell(table, "%u", (unsigned)row->repeat);
	kmend_table_cell(table, "%u", (unsigned)row->attempts);
	kmend_table_cell(table, "%llu", (unsigned long long)row->guest_ns);
	kmend_table_cell(table, "%llu", (unsigned long long)row->wall_us);
	kmend_table_cell(table, "%llu", (unsigned long long)row->own_us);
	kmend_table_cell(table, "%s", row->signature);
	kmend_table_cell(table, "%s", row->place);
	kmend_table_cell(table, "%s", row->place_kind);
	return table->failed; /* kmend_table_write tells */
}

int kmend_layout_experiments(struct kmend_table *table, struct kmend_store *store)
{
	kmend_table_init(table,
		">id|policy|site|type|component|outcome|reason|>activations|>recovered|>inconsistent|"
		"file|>line|>repeat|>attempts|>guest_ns|>wall_us|>own_us|signature|where|where_kind");
	return kmend_store_rows(store, experiment_row, table) < 0 ? -1 : 0;
}
