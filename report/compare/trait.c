#include "report/compare/trait.h"

int kmend_trait_survived(const struct kmend_sample_fault *fault)
{
	return kmend_outcome_is(fault->outcome, KMEND_OUTCOME_SURVIVED);
}

int kmend_trait_usable(const struct kmend_sample_fault *fault)
{
	return fault->service == KMEND_SERVICE_USABLE;
}

int kmend_trait_crashed(const struct kmend_sample_fault *fault)
{
	return fault->outcome == KMEND_OUTCOME_CRASH;
}

int kmend_sample_is_probed(const struct kmend_sample *sample)
{
	size_t activated = 0;

	for (size_t i = 0; i < sample->nfaults; i++) {
		if (!kmend_outcome_is(sample->faults[i].outcome, KMEND_OUTCOME_ACTIVATED))
			continue;
		activated++;
		if (sample->faults[i].service == KMEND_SERVICE_UNKNOWN)
			return 0;
	}
	return activated > 0;
}
