/* The experiments that are still planned, as tasks of the pool: armed, run, judged, stored one by one. */
#ifndef KMEND_CAMPAIGN_EXPERIMENTS_H
#define KMEND_CAMPAIGN_EXPERIMENTS_H

#include "harness/campaign/experiment_setting.h"
#include "harness/campaign/golden.h"
#include "harness/campaign/pool.h"
#include "harness/store/store.h"

#define EXPERIMENT_ATTEMPTS 3u /* a run that failed for a reason outside the guest is done again twice */

/* The machine's order for one experiment: the same plan and setting give the same order, always. */
void experiment_order(
	struct machine_order *order, const struct kmend_store_plan *plan, const struct experiment_setting *setting);

/*
 * Runs everything that is still planned. `golden` and `settings` are those of the policies, by their number. Ends when
 * nothing is left (0), or -1: interrupted, store or machines failed; what was stored stays.
 */
int experiments_run(struct kmend_store *store, struct pool *pool, const struct golden *golden,
	const struct experiment_setting *settings, size_t npolicies);

#endif
