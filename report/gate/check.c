/* Can these two be compared at all? One line when not. */
#include <string.h>

#include "harness/base/error.h"
#include "report/gate/private.h"

/* What makes a plan: with another one of these, other faults are broken, or in another way. */
static const enum kmend_sample_fact plan[] = { KMEND_FACT_TARGET, KMEND_FACT_FAULT_MODEL, KMEND_FACT_FAULT_TYPES,
	KMEND_FACT_ACTIVATION, KMEND_FACT_BOOT_BLOCKS, KMEND_FACT_SELECT, KMEND_FACT_SAMPLE, KMEND_FACT_SEED,
	KMEND_FACT_REPEATS, KMEND_FACT_WORKLOAD, KMEND_FACT_DETECTORS };

static const char *word(const char *text)
{
	return *text ? text : "not set";
}

static int check_plan(const struct kmend_samples *baseline, const struct kmend_samples *result)
{
	for (size_t i = 0; i < sizeof(plan) / sizeof(plan[0]); i++)
		if (strcmp(baseline->facts[plan[i]], result->facts[plan[i]]) != 0)
			return kmend_error_as(KMEND_ERROR_INVALID,
				"%s: not the %s of the baseline %s: %s is %.80s here, %.80s there", result->name,
				plan[i] == KMEND_FACT_TARGET ? "target" : "plan", baseline->name,
				kmend_sample_fact_words(plan[i]), word(result->facts[plan[i]]),
				word(baseline->facts[plan[i]]));
	return 0;
}

/* Every policy of the one is in the other. */
static int check_policies(const struct kmend_samples *one, const struct kmend_samples *other)
{
	for (size_t i = 0; i < one->npolicies; i++)
		if (!kmend_samples_find(other, one->policies[i].policy))
			return kmend_error_as(KMEND_ERROR_INVALID, "%s: it has no policy %.40s, which %s has",
				other->name, one->policies[i].policy, one->name);
	return 0;
}

static int check_complete(const struct kmend_samples *samples)
{
	size_t done = samples->nfaults;

	if (kmend_samples_is_complete(samples))
		return 0;
	for (size_t i = 0; i < samples->npolicies; i++)
		for (size_t k = 0; k < samples->policies[i].nfaults; k++)
			done -= samples->policies[i].faults[k].outcome == KMEND_OUTCOME_NONE;
	if (!samples->plan_complete)
		return kmend_error_as(
			KMEND_ERROR_BUSY, "%s: its plan is not made yet; run the campaign to its end", samples->name);
	return kmend_error_as(KMEND_ERROR_BUSY,
		"%s: still running or stopped: %zu of %zu experiments are done; run the campaign to its end",
		samples->name, done, samples->nfaults);
}

/* Policies that the rules name are there: a rule that asks about nothing would always pass. */
static int check_words(const struct kmend_samples *result, char **policies, uint64_t count)
{
	for (uint64_t i = 0; i < count; i++)
		if (!kmend_samples_find(result, policies[i]))
			return kmend_error_as(KMEND_ERROR_INVALID, "%s: it has no policy %.40s, which the rules name",
				result->name, policies[i]);
	return 0;
}

int gate_check(const struct kmend_gate *gate)
{
	const struct kmend_samples *baseline = gate->side[KMEND_FIRST], *result = gate->side[KMEND_SECOND];

	if (!result->npolicies)
		return kmend_error_as(KMEND_ERROR_INVALID, "%s: no policy in it", result->name);
	if (check_plan(baseline, result) < 0 || check_complete(result) < 0 || check_complete(baseline) < 0 ||
		check_policies(baseline, result) < 0 || check_policies(result, baseline) < 0)
		return -1;
	return check_words(result, gate->rules->policies, gate->rules->policies_count) < 0
		? -1
		: check_words(result, gate->rules->crash_free, gate->rules->crash_free_count);
}
