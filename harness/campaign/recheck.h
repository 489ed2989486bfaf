/*
 * Some experiments are run again, on a machine that was booted after all of them were done, so an emulator that none of them ran in; the event
 * log has to be the same, byte for byte. Which ones follows from the seed and the plan alone: of each `every` experiments in a row
 * of the plan one. So shards that are merged have compared the same ones as the whole.
 */
#ifndef KMEND_CAMPAIGN_RECHECK_H
#define KMEND_CAMPAIGN_RECHECK_H

#include "harness/campaign/experiments.h"

#define RECHECK_EVERY 100u

struct recheck {
	uint64_t seed;
	uint64_t every; /* 0: none is run again */
	int from_boot;  /* each on a machine of its own that boots and goes on: no snapshot is taken, and none loaded */
};

/* Is experiment `id` (1, 2, ...) of the `whole` in the plan one of them? */
int recheck_chooses(const struct recheck *recheck, int64_t id, uint64_t whole);

/* How many of this shard are chosen, done and not compared yet. -1 with a message. */
int64_t recheck_left(struct kmend_store *store, const struct recheck *recheck);

/*
 * Runs again what is left and stores whether the logs agree. An experiment that the machines fail three times stays not compared. `settings`
 * as experiments_run() has them. 0; -1: interrupted, store or machines failed; what was stored stays.
 */
int recheck_run(struct kmend_store *store, struct pool *pool, const struct experiment_setting *settings,
	size_t npolicies, const struct recheck *recheck);

#endif
