/*
 * A whole campaign: load, build, golden runs, plan, experiments. Running it again on the same result carries on where it
 * stopped; a plan that is there is carried out. Says on stderr what it does.
 */
#ifndef KMEND_CAMPAIGN_RUN_H
#define KMEND_CAMPAIGN_RUN_H

#include "harness/base/shard.h"
#include "harness/campaign/conclude.h"
#include "harness/campaign/setup.h"

struct run_request {
	const char *campaign_path;
	const char *result_path; /* NULL: NAME.kmend of the campaign, here */
	struct setup_override override;
	struct kmend_shard shard; /* which part of the plan; all zero: the whole */
	unsigned jobs;            /* machines side by side; 0: as many as cores */
	uint64_t recheck;         /* of so many experiments one is run again on another machine (recheck.h); 0: none */
	int from_boot;            /* ... and from its boot on, without a snapshot */
	int renew;                /* a result of another campaign is replaced instead of refused */
	int plan_only;            /* no experiment */
	int no_pretest;           /* recovery is not tried before the plan is made (pretest.h) */
	/* What to do about a result of another campaign, as the end of the sentence that refuses it; NULL: the usual. */
	const char *advice;
};

/* The message is set for everything but RUN_DONE. *result_path: new string of the caller, the result's path, NULL when
 * it did not come to one. */
enum run_end campaign_run(const struct run_request *request, char **result_path);

#endif
