/* What is asked of samples: sample.h. */
#include <string.h>

#include "report/compare/sample.h"

const struct kmend_sample *kmend_samples_find(const struct kmend_samples *samples, const char *policy)
{
	for (size_t i = 0; i < samples->npolicies; i++)
		if (strcmp(samples->policies[i].policy, policy) == 0)
			return &samples->policies[i];
	return NULL;
}

void kmend_sample_count(const struct kmend_sample *sample, uint64_t outcomes[KMEND_OUTCOME_COUNT])
{
	memset(outcomes, 0, KMEND_OUTCOME_COUNT * sizeof(*outcomes));
	for (size_t i = 0; i < sample->nfaults; i++)
		outcomes[sample->faults[i].outcome]++;
}

double kmend_sample_coverage_share(const struct kmend_sample *sample, const char *component)
{
	double protected = 0, all = 0;

	for (size_t i = 0; i < sample->ncoverage; i++) {
		const struct kmend_sample_coverage *one = &sample->coverage[i];

		if (component && strcmp(one->component, component) != 0)
			continue;
		protected += (double)one->protected_runs;
		all += (double)one->protected_runs + (double)one->unprotected_runs;
	}
	return all > 0 ? protected / all : -1;
}

int kmend_samples_is_complete(const struct kmend_samples *samples)
{
	for (size_t i = 0; i < samples->npolicies; i++)
		for (size_t k = 0; k < samples->policies[i].nfaults; k++)
			if (samples->policies[i].faults[k].outcome == KMEND_OUTCOME_NONE)
				return 0;
	return samples->plan_complete;
}

int kmend_samples_is_valid(const struct kmend_samples *samples)
{
	uint64_t outcomes[KMEND_OUTCOME_COUNT], broken = 0;

	for (size_t i = 0; i < samples->npolicies; i++) {
		kmend_sample_count(&samples->policies[i], outcomes);
		broken += outcomes[KMEND_OUTCOME_INFRA_ERROR];
	}
	return broken * 100 <= samples->nfaults && !samples->differing;
}

int kmend_samples_is_stratified(const struct kmend_samples *samples)
{
	return samples->nstrata && strcmp(samples->facts[KMEND_FACT_SELECT], "per-component") == 0;
}
