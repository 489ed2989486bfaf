/*
 * The plan of a campaign in its result file: written once, in one transaction, after the golden runs; read back by
 * every session that carries on. A result without a complete plan holds nothing.
 */
#ifndef KMEND_CAMPAIGN_RECORD_H
#define KMEND_CAMPAIGN_RECORD_H

#include "harness/campaign/blocks.h"
#include "harness/campaign/golden.h"
#include "harness/campaign/identity.h"
#include "harness/campaign/plan.h"
#include "harness/campaign/setup.h"
#include "harness/store/store.h"

/* What is written; golden and boot by policy, the pool for what the boots were. A campaign that measures has
 * instructions instead of blocks, plan and boots. */
struct record {
	const struct identity *identity;
	const struct blocks *blocks;
	const struct plan *plan;
	const struct golden *golden;
	const uint64_t *instructions;    /* by policy, as overhead_run() left them; NULL: nothing was measured */
	struct kmend_count *const *boot; /* by block number of the policy's image */
	const char *pretest;             /* as pretest_run() said; NULL: nothing */
	const struct pool *pool;
};

/* Writes identity, provenance, policies with their golden runs, all blocks with their counts, the chosen sites and their
 * experiments. */
int record_write(struct kmend_store *store, const struct setup *setup, const struct record *record);

/* Is the plan complete? 1, 0, or -1. */
int record_is_complete(struct kmend_store *store);

/* Fills what the golden runs of the policies were (npolicies elements, zero before; counts stay NULL) and tells the
 * pool what every boot must be. */
int record_read(struct kmend_store *store, const struct setup *setup, struct golden *golden, struct pool *pool);

/* The clock of the snapshot of every boot of this policy. */
int record_clock(struct kmend_store *store, const char *policy, uint64_t *clock_ns);

/* The `ready` stop of a policy without glue; 0: the policy has glue. */
int record_ready_block(struct kmend_store *store, const char *policy, uint64_t *block);

#endif
