/* From what the machine saw to what the judge needs. */
#ifndef KMEND_CAMPAIGN_JUDGE_H
#define KMEND_CAMPAIGN_JUDGE_H

#include "harness/machine/machine.h"
#include "harness/outcome/classify.h"
#include "harness/store/store.h"

/* The facts of a run's end. `armed`: the planned dense site, or KMEND_ARMED_NOTHING. */
void judge_exit(struct kmend_exit *end, const struct machine_result *result, int64_t armed);

/* Classifies one run against the golden run; see kmend_classify(). */
int judge_run(struct kmend_verdict *verdict, const struct machine_result *result, int64_t armed,
	const struct kmend_golden *golden);

/* The same for the run of this experiment. One that breaks nothing has to pass its test as well; -1 when the guest has come to its end and does
 * not know that test. */
int judge_experiment(struct kmend_verdict *verdict, const struct machine_result *result,
	const struct kmend_store_plan *plan, const struct kmend_golden *golden);

#endif
