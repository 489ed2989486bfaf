/*
 * Crash signatures: a count, and no test. With one virtual clock the same code gives the same log, so a crash that no fault ever caused
 * before has a cause in the change.
 *
 * A signature is new when no policy of the baseline crashed so: under any of them, because how a fault is detected first does not depend on
 * the policy. Asked are faults that are the same one in both: one in code that is new crashes, without recovery, in its own way. Under a
 * policy of `crash_free` every fault counts that crashes and did not before, whatever its signature.
 */

#include "report/gate/private.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"

struct known {
	const char **texts; /* sorted */
	size_t count;
};

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int read_known(struct known *known, const struct kmend_samples *samples)
{
	known->texts = calloc(samples->nfaults + 1, sizeof(*known->texts));
	if (!known->texts)
		return kmend_error_memory();
	for (size_t i = 0; i < samples->npolicies; i++)
		for (size_t k = 0; k < samples->policies[i].nfaults; k++)
			if (samples->policies[i].faults[k].outcome == KMEND_OUTCOME_CRASH)
				known->texts[known->count++] = samples->policies[i].faults[k].signature;
	qsort(known->texts, known->count, sizeof(*known->texts), by_text);
	return 0;
}

static int is_known(const struct known *known, const char *signature)
{
	return !*signature || bsearch(&signature, known->texts, known->count, sizeof(*known->texts), by_text) != NULL;
}

/* Counts the crash; one more in the list when its signature is not there yet. */
static int add(struct kmend_gate *gate, size_t from, const char *policy, const struct kmend_sample_fault *fault)
{
	struct kmend_gate_signature *bigger;

	for (size_t i = from; i < gate->nsignatures; i++)
		if (strcmp(gate->signatures[i].example->signature, fault->signature) == 0) {
			gate->signatures[i].count++;
			return 0;
		}
	bigger = realloc(gate->signatures, (gate->nsignatures + 1) * sizeof(*bigger));
	if (!bigger)
		return kmend_error_memory();
	gate->signatures = bigger;
	bigger[gate->nsignatures++] = (struct kmend_gate_signature){ policy, fault, 1 };
	return 0;
}

static int gather(struct kmend_gate *gate, size_t i, const struct known *known)
{
	const struct kmend_pairing *pairing = &gate->pairings[i];
	const char *policy = kmend_gate_policy(gate, i);
	int is_crash_free = kmend_gate_rules_is_crash_free(gate->rules, policy), result = 0;
	size_t from = gate->nsignatures;

	for (size_t k = 0; k < pairing->nmatches && result == 0; k++) {
		const struct kmend_sample_fault *fault = kmend_pairing_fault(pairing, k, KMEND_SECOND);

		if (fault->outcome == KMEND_OUTCOME_CRASH &&
			(!is_known(known, fault->signature) ||
				(is_crash_free && kmend_gate_crashes_now(pairing, &pairing->matches[k]))))
			result = add(gate, from, policy, fault);
	}
	return result;
}

static int signatures(struct kmend_gate *gate, size_t i, const struct known *known)
{
	size_t from = gate->nsignatures, count;
	int ignored;
	struct kmend_gate_row *row = gate_row(gate, KMEND_RULE_SIGNATURES, kmend_gate_policy(gate, i), &ignored);
	const struct kmend_gate_signature *first;

	if (!row)
		return ignored ? 0 : -1;
	if (gather(gate, i, known) < 0)
		return -1;
	count = gate->nsignatures - from;
	row->before = 0;
	row->after = (double)count;
	if (!count) {
		gate_say(row, KMEND_GATE_PASS, "no new one");
		return 0;
	}
	first = &gate->signatures[from];
	gate_say(row, (double)count > gate->rules->limits[KMEND_RULE_SIGNATURES] ? KMEND_GATE_FAIL : KMEND_GATE_PASS,
		"%zu new: %.120s, from a fault at %.120s:%u%s", count,
		*first->example->signature ? first->example->signature : "a crash without a signature",
		first->example->file, first->example->line, count > 1 ? ", and others" : "");
	return 0;
}

int gate_signatures(struct kmend_gate *gate)
{
	struct known known = { 0 };
	int result = read_known(&known, gate->side[KMEND_FIRST]);

	for (size_t i = 0; i < gate->npairings && result == 0; i++)
		result = signatures(gate, i, &known);
	free(known.texts);
	return result;
}
