/* What `kmend run` and `kmend plan` have in common on the command line: which campaign, as it is to be planned. */
#ifndef KMEND_CLI_CAMPAIGN_OPTIONS_H
#define KMEND_CLI_CAMPAIGN_OPTIONS_H

#include "harness/campaign/pool.h"
#include "harness/campaign/run.h"
#include "harness/cli/options.h"

/* A member of the command's values; the rows of the options are below. */
struct campaign_options {
	const char *result;
	struct option_number jobs, seed, sample;
	int renew, verbose, no_pretest;
};

/* `values` is the struct that the command's values are in, `member` the one of this kind; `what` does not depend on --jobs. */
#define CAMPAIGN_OPTIONS(values, member, what)                                                                    \
	OPTION_TEXT("-o", values, member.result, "RESULT",                                                        \
		"the result file (default: NAME.kmend, from the campaign's name)"),                               \
		OPTION_NUMBER("--jobs", values, member.jobs, "N", 1, POOL_JOBS_MAX, 0,                            \
			"machines side by side (default: one for each core); " what " not depend on it"),         \
		OPTION_NUMBER(                                                                                    \
			"--seed", values, member.seed, "S", 0, INT64_MAX, 0, "another seed than the campaign's"), \
		OPTION_NUMBER("--sample", values, member.sample, "N", 1, UINT32_MAX, 0,                           \
			"N sites, each under every policy, instead of the campaign's selection"),                 \
		OPTION_FLAG("--renew", values, member.renew,                                                      \
			"a RESULT of another campaign, other images or settings is replaced instead of refused"), \
		OPTION_FLAG("--no-pretest", values, member.no_pretest,                                            \
			"a policy that does not recover a deliberate crash is no reason not to start"),           \
		OPTION_FLAG("--verbose", values, member.verbose, "show what the builds say")

/* The campaign in the file CAMPAIGN_PATH with these options; it keeps pointers to both. */
struct run_request campaign_request(const char *campaign_path, const struct campaign_options *options);

#endif
