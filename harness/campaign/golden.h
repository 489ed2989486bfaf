/*
 * Golden runs: the workload without a fault, several times under each policy, exactly as the experiments run it. They
 * must agree byte for byte. Counting slows the guest down, so block counts come from two runs of their own, which must
 * agree with each other.
 */
#ifndef KMEND_CAMPAIGN_GOLDEN_H
#define KMEND_CAMPAIGN_GOLDEN_H

#include "harness/campaign/pool.h"
#include "harness/base/test_limits.h"
#include "harness/outcome/classify.h"
#include "harness/outcome/known.h"

struct golden {
	char *log; /* whole event log of a run without counting */
	size_t size;
	struct kmend_golden facts;
	int has_facts;
	uint64_t golden_ns;              /* guest virtual time from `ready` to the end */
	struct kmend_count *counts;      /* by dense block number of the policy's image */
	struct kmend_crash_known known;  /* reports in it: they name no crash */
	enum machine_zero zero;          /* what address 0 is for the kernel */
	struct kmend_test_limits limits; /* of its tests in experiments; set by test_limits_settle() */
};

/*
 * Runs each policy's workload `runs` times in the pool, and twice counting, and fills `golden` (npolicies elements, zero
 * before). -1 when a run does not come to a good end, or when logs or block counts of two runs of a policy differ.
 */
int golden_runs(struct golden *golden, struct pool *pool, const struct pool_policy *policies, size_t npolicies,
	unsigned runs, const char *workload, uint32_t flags, uint64_t seed);
/* The golden run from its stored log alone; the counts stay NULL. */
int golden_load(struct golden *golden, const char *log, size_t size);

void golden_release(struct golden *golden);

/* The virtual-time limit of the experiments: golden time * factor, at least 2 s. */
uint64_t golden_limit_ns(uint64_t golden_ns, double factor);

#endif
