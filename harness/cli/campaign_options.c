#include "harness/cli/campaign_options.h"

struct run_request campaign_request(const char *campaign_path, const struct campaign_options *options)
{
	return (struct run_request){ .campaign_path = campaign_path,
		.result_path = options->result,
		.override = { .has_seed = options->seed.given,
			.seed = options->seed.value,
			.has_sample = options->sample.given,
			.sample = (uint32_t)options->sample.value,
			.verbose = options->verbose },
		.jobs = (unsigned)options->jobs.value,
		.renew = options->renew,
		.no_pretest = options->no_pretest };
}
