/* How a campaign ends: whether its result is worth anything, and what is said of one that was interrupted. */
#ifndef KMEND_CAMPAIGN_CONCLUDE_H
#define KMEND_CAMPAIGN_CONCLUDE_H

#include "harness/config/campaign.h"
#include "harness/store/store.h"

enum run_end {
	RUN_DONE,    /* every experiment has its outcome; with plan_only: the plan is in the result */
	RUN_INVALID, /* the same, but too many are infra errors (more than 1 %), or one differs on another machine */
	RUN_INTERRUPTED, /* by a signal; running again resumes */
	RUN_FAILED,      /* the code of the error says whether that is the person's mistake */
};

/* After the last experiment: writes what is known only then (faults without effect, scores of a disruption), then RUN_DONE; RUN_INVALID when logs differed on another
 * machine or too many experiments ended in an infra-error; RUN_FAILED when the result cannot be read or written. All but RUN_DONE with an error. */
enum run_end conclude(struct kmend_store *store, enum kmend_purpose measure);

/* A signal is not a failure: RUN_INTERRUPTED, with an error that says how to go on. */
enum run_end conclude_interrupted(struct kmend_store *store);

#endif
