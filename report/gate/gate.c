/* Pairs both sides, asks every rule, and sums up. */
#include "report/gate/private.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"

static const struct {
	const char *word;
	int status;
} verdicts[] = {
#define KMEND_X(upper, word, status) { word, status },
	KMEND_GATE_VERDICTS(KMEND_X)
#undef KMEND_X
};

const char *kmend_gate_verdict_word(enum kmend_gate_verdict verdict)
{
	return verdicts[verdict].word;
}

int kmend_gate_verdict_exit(enum kmend_gate_verdict verdict)
{
	return verdicts[verdict].status;
}

const char *kmend_gate_policy(const struct kmend_gate *gate, size_t i)
{
	return gate->pairings[i].side[KMEND_SECOND]->policy;
}

int kmend_gate_crashes_now(const struct kmend_pairing *pairing, const struct kmend_match *match)
{
	const struct kmend_sample_fault *before = &pairing->side[KMEND_FIRST]->faults[match->fault[KMEND_FIRST]];
	const struct kmend_sample_fault *after = &pairing->side[KMEND_SECOND]->faults[match->fault[KMEND_SECOND]];

	return match->why == KMEND_UNPAIRED_NONE && before->outcome != KMEND_OUTCOME_CRASH &&
		after->outcome == KMEND_OUTCOME_CRASH;
}

struct kmend_gate_row *gate_row(struct kmend_gate *gate, enum kmend_gate_rule rule, const char *policy, int *ignored)
{
	struct kmend_gate_row *rows;

	*ignored = gate->rules->ignored[rule];
	if (*ignored)
		return NULL;
	rows = realloc(gate->rows, (gate->nrows + 1) * sizeof(*rows));
	if (!rows) {
		kmend_error_memory();
		return NULL;
	}
	gate->rows = rows;
	rows += gate->nrows++;
	*rows = (struct kmend_gate_row){ .rule = rule, .policy = policy, .before = -1, .after = -1, .p = 1 };
	return rows;
}

void gate_say(struct kmend_gate_row *row, enum kmend_gate_verdict verdict, const char *format, ...)
{
	va_list args;

	row->verdict = verdict;
	va_start(args, format);
	vsnprintf(row->why, sizeof(row->why), format, args);
	va_end(args);
}

static int make_pairings(struct kmend_gate *gate)
{
	const struct kmend_samples *result = gate->side[KMEND_SECOND];

	gate->pairings = calloc(result->npolicies + 1, sizeof(*gate->pairings));
	if (!gate->pairings)
		return kmend_error_memory();
	for (size_t i = 0; i < result->npolicies; i++) {
		const struct kmend_sample *after = &result->policies[i];

		if (!kmend_gate_rules_has_policy(gate->rules, after->policy))
			continue;
		if (kmend_pairing_make(&gate->pairings[gate->npairings],
			    kmend_samples_find(gate->side[KMEND_FIRST], after->policy), after) < 0)
			return -1;
		gate->npairings++;
	}
	return 0;
}

/* Broken conditions come first: when the numbers decide nothing, they do not make it red either. */
static void sum_up(struct kmend_gate *gate)
{
	int failed = 0, unknown = 0, invalid = 0;

	for (size_t i = 0; i < gate->nrows; i++) {
		failed |= gate->rows[i].verdict == KMEND_GATE_FAIL;
		unknown |= gate->rows[i].verdict == KMEND_GATE_UNKNOWN;
		invalid |= gate->rows[i].verdict == KMEND_GATE_UNKNOWN && gate->rows[i].rule == KMEND_RULE_INFRA;
	}
	gate->verdict = invalid || (unknown && !failed) ? KMEND_GATE_UNKNOWN
		: failed                                ? KMEND_GATE_FAIL
							: KMEND_GATE_PASS;
}

/* Rows by rule; those of one rule stay in the order of the policies. */
static void sort_rows(struct kmend_gate *gate)
{
	for (size_t i = 1; i < gate->nrows; i++)
		for (size_t k = i; k && gate->rows[k - 1].rule > gate->rows[k].rule; k--) {
			struct kmend_gate_row swap = gate->rows[k];

			gate->rows[k] = gate->rows[k - 1];
			gate->rows[k - 1] = swap;
		}
}

int kmend_gate_make(struct kmend_gate *gate, const struct kmend_samples *baseline, const struct kmend_samples *result,
	const struct kmend_gate_rules *rules)
{
	*gate = (struct kmend_gate){ .side = { baseline, result }, .rules = rules };
	if (gate_check(gate) < 0 || make_pairings(gate) < 0 || gate_conditions(gate) < 0 || gate_tests(gate) < 0 ||
		gate_signatures(gate) < 0 || gate_figures(gate) < 0) {
		struct kmend_error_kept kept;

		kmend_error_keep(&kept);
		kmend_gate_release(gate);
		return kmend_error_again(&kept);
	}
	sort_rows(gate);
	sum_up(gate);
	return 0;
}

void kmend_gate_release(struct kmend_gate *gate)
{
	for (size_t i = 0; i < gate->npairings; i++)
		kmend_pairing_release(&gate->pairings[i]);
	free(gate->pairings);
	free(gate->rows);
	free(gate->signatures);
	*gate = (struct kmend_gate){ 0 };
}
