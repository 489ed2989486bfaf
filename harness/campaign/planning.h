/* From images to a plan in the result: golden runs, boots that count, the choice, the record. */
#ifndef KMEND_CAMPAIGN_PLANNING_H
#define KMEND_CAMPAIGN_PLANNING_H

#include "harness/campaign/golden.h"
#include "harness/campaign/identity.h"
#include "harness/campaign/pool.h"
#include "harness/campaign/setup.h"
#include "harness/store/store.h"

struct planning {
	const struct setup *setup;
	const struct identity *identity;
	struct kmend_store *store;
	uv_loop_t *loop;
	struct pool *pool;
	const struct pool_policy *policies;
	struct golden *golden; /* filled; by policy */
	const int *stopped;    /* can change while the loop runs: give up */
	int no_pretest;        /* recovery is not tried (pretest.h) */
};

/* Writes the whole plan or nothing. */
int planning_run(const struct planning *planning);

#endif
