/*
 * A campaign that measures instead of breaking (`measure: overhead`): the workload under each policy on images without fault sites.
 * Every policy runs several times; instructions, event logs and with them all times must be the same each time.
 */
#ifndef KMEND_CAMPAIGN_OVERHEAD_H
#define KMEND_CAMPAIGN_OVERHEAD_H

#include "harness/campaign/golden.h"
#include "harness/campaign/pool.h"
#include "harness/campaign/setup.h"
#include "harness/store/store.h"

/*
 * Runs each policy `runs` times and fills `golden` and `instructions` (by policy; `golden` zero before). -1 when a run does not come to
 * a good end, or when two runs of a policy differ.
 */
int overhead_run(struct golden *golden, uint64_t *instructions, struct pool *pool, const struct pool_policy *policies,
	size_t npolicies, const struct setup *setup);

/* Writes what they say about policy number `number`, whose id in the file is number + 1: instructions, times, counters, memory. */
int overhead_write(struct kmend_store *store, const struct setup *setup, size_t number, const struct golden *golden,
	uint64_t instructions);

#endif
