/* Figures of the golden run: recovery coverage and time. They are counted on a virtual clock, not sampled: no interval, no test. */
#include "report/gate/private.h"

#include <string.h>

#include "harness/base/policy.h"

/* Does the policy protect at all? Of one that the list does not know: what was counted. */
static int protects(const struct kmend_sample *before, const struct kmend_sample *after)
{
	const struct kmend_policy_row *row = kmend_policy_find(after->policy);

	return row ? row->protects
		   : kmend_sample_coverage_share(before, NULL) > 0 || kmend_sample_coverage_share(after, NULL) > 0;
}

/* The component that lost most; NULL when none did. */
static const char *worst_component(const struct kmend_sample *before, const struct kmend_sample *after, double *loss)
{
	const char *worst = NULL;

	*loss = 0;
	for (size_t i = 0; i < after->ncoverage; i++) {
		const char *component = after->coverage[i].component;
		double was = kmend_sample_coverage_share(before, component);
		double is = kmend_sample_coverage_share(after, component);

		if (was >= 0 && is >= 0 && was - is > *loss) {
			*loss = was - is;
			worst = component;
		}
	}
	return worst;
}

static int coverage(struct kmend_gate *gate, size_t i)
{
	const struct kmend_sample *before = gate->pairings[i].side[KMEND_FIRST],
				  *after = gate->pairings[i].side[KMEND_SECOND];
	double limit = gate->rules->limits[KMEND_RULE_COVERAGE], loss;
	struct kmend_gate_row *row;
	const char *worst;
	int ignored;

	if (!protects(before, after))
		return 0;
	row = gate_row(gate, KMEND_RULE_COVERAGE, after->policy, &ignored);
	if (!row)
		return ignored ? 0 : -1;
	row->before = kmend_sample_coverage_share(before, NULL);
	row->after = kmend_sample_coverage_share(after, NULL);
	if (row->before < 0 || row->after < 0) {
		gate_say(row, KMEND_GATE_UNKNOWN, "no block executions were counted in %s",
			row->before < 0 ? "the baseline" : "the result");
		return 0;
	}
	worst = worst_component(before, after, &loss);
	gate_say(row, row->before - row->after > limit ? KMEND_GATE_FAIL : KMEND_GATE_PASS,
		worst ? "%.1f%%, was %.1f%% (%.1f points may be lost); %.60s lost most, %.1f points"
		      : "%.1f%%, was %.1f%% (%.1f points may be lost)",
		100 * row->after, 100 * row->before, 100 * limit, worst, 100 * loss);
	return 0;
}

static int overhead(struct kmend_gate *gate, size_t i)
{
	const struct kmend_sample *before = gate->pairings[i].side[KMEND_FIRST],
				  *after = gate->pairings[i].side[KMEND_SECOND];
	double limit = gate->rules->limits[KMEND_RULE_OVERHEAD], gain;
	int ignored;
	struct kmend_gate_row *row = gate_row(gate, KMEND_RULE_OVERHEAD, after->policy, &ignored);

	if (!row)
		return ignored ? 0 : -1;
	if (!before->golden_ns || !after->golden_ns) {
		gate_say(row, KMEND_GATE_UNKNOWN, "the time of the golden run is not known");
		return 0;
	}
	row->before = (double)before->golden_ns;
	row->after = (double)after->golden_ns;
	gain = row->after / row->before - 1;
	gate_say(row, gain > limit ? KMEND_GATE_FAIL : KMEND_GATE_PASS,
		"golden run %.3f ms, was %.3f ms: %+.1f%% (%.1f%% may be gained)", row->after / 1e6, row->before / 1e6,
		100 * gain, 100 * limit);
	return 0;
}

int gate_figures(struct kmend_gate *gate)
{
	for (size_t i = 0; i < gate->npairings; i++)
		if (coverage(gate, i) < 0 || overhead(gate, i) < 0)
			return -1;
	return 0;
}
