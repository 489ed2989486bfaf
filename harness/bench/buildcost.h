/* What the instrumented build of a target costs against a plain one: both from nothing, in turns, in one run. */
#ifndef KMEND_BENCH_BUILDCOST_H
#define KMEND_BENCH_BUILDCOST_H

#include "harness/build/build.h"
#include "harness/config/target.h"

#define BUILDCOST_ROUNDS_MAX 100u

struct buildcost {
	unsigned rounds;
	const char *plain_cc; /* the compiler of the plain builds */
	struct buildcost_round {
		struct kmend_build_cost plain, kmend;
	} round[BUILDCOST_ROUNDS_MAX];
};

/*
 * Builds target and policy `rounds` times with each compiler, in a folder of their own beside the cache, which is removed
 * again. An error also when the target's build does not use {cc}: both images are looked at. Tells on stderr what it does.
 */
int buildcost_run(struct buildcost *cost, const struct kmend_target *target, const char *policy, unsigned rounds);

/* Both costs of all rounds together. */
struct buildcost_round buildcost_sum(const struct buildcost *cost);

#endif
