/* What must hold before numbers decide anything: few infra-errors, and enough faults that can be compared. */
#include "report/gate/private.h"

static double infra_share(const struct kmend_samples *samples)
{
	uint64_t outcomes[KMEND_OUTCOME_COUNT], sum = 0;

	for (size_t i = 0; i < samples->npolicies; i++) {
		kmend_sample_count(&samples->policies[i], outcomes);
		sum += outcomes[KMEND_OUTCOME_INFRA_ERROR];
	}
	return samples->nfaults ? (double)sum / (double)samples->nfaults : 0;
}

static int infra(struct kmend_gate *gate)
{
	double limit = gate->rules->limits[KMEND_RULE_INFRA], most;
	int ignored;
	struct kmend_gate_row *row = gate_row(gate, KMEND_RULE_INFRA, "", &ignored);

	if (!row)
		return -1;
	if (gate->side[KMEND_FIRST]->differing || gate->side[KMEND_SECOND]->differing) {
		gate_say(row, KMEND_GATE_UNKNOWN, "experiments wrote another event log on another machine");
		return 0;
	}
	row->before = infra_share(gate->side[KMEND_FIRST]);
	row->after = infra_share(gate->side[KMEND_SECOND]);
	most = row->before > row->after ? row->before : row->after;
	gate_say(row, most > limit ? KMEND_GATE_UNKNOWN : KMEND_GATE_PASS,
		"%.2f%% of the experiments ended in infra-error, %.2f%% of those of the baseline; %.2f%% are the limit",
		100 * row->after, 100 * row->before, 100 * limit);
	return 0;
}

static int compared(struct kmend_gate *gate, size_t i)
{
	const struct kmend_pairing *pairing = &gate->pairings[i];
	struct kmend_split rest = kmend_pairing_rest(pairing, kmend_trait_survived); /* its totals alone */
	uint64_t alone = rest.total[KMEND_FIRST] ? 0 : rest.total[KMEND_SECOND];
	uint64_t activated = pairing->npairs + rest.total[KMEND_SECOND];
	int ignored;
	struct kmend_gate_row *row = gate_row(gate, KMEND_RULE_COMPARED, kmend_gate_policy(gate, i), &ignored);

	if (!row)
		return -1;
	row->after = activated ? (double)(activated - alone) / (double)activated : 0;
	gate_say(row,
		activated > alone && row->after >= gate->rules->limits[KMEND_RULE_COMPARED] ? KMEND_GATE_PASS
											    : KMEND_GATE_UNKNOWN,
		"%zu of %llu activated faults are those of the baseline, %llu more count as changed code, %llu have "
		"nothing to "
		"be compared with",
		pairing->npairs, (unsigned long long)activated, (unsigned long long)(rest.total[KMEND_SECOND] - alone),
		(unsigned long long)alone);
	return 0;
}

int gate_conditions(struct kmend_gate *gate)
{
	int result = infra(gate);

	for (size_t i = 0; i < gate->npairings && result == 0; i++)
		result = compared(gate, i);
	return result;
}
