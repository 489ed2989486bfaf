/*
 * Recovery is tried before it is measured: each component that target.yaml names under `pretest` is crashed once, on purpose, at the top of a
 * function, under each policy that promises to recover (its row says `protects`). A policy under which one of these crashes is not
 * recovered, or harms anything that the tests of the pretest see, does not start a campaign: what it then measured would be a broken image.
 */
#ifndef KMEND_CAMPAIGN_PRETEST_H
#define KMEND_CAMPAIGN_PRETEST_H

#include "harness/campaign/pool.h"
#include "harness/campaign/setup.h"

/*
 * A fact of the result: how it went, and after that word what came of each crash under each policy. It is missing when no policy promises
 * anything.
 */
#define PRETEST_META "pretest"
#define PRETEST_PASSED "passed"
#define PRETEST_SKIPPED "skipped" /* as the person wished */
#define PRETEST_UNNAMED "unnamed" /* the target names no place */

/*
 * Runs it in the pool; `skip`: nothing of it. *fact: a new string of the caller for PRETEST_META, NULL: no policy promises anything. -1: a policy
 * failed (the error names policy, component and outcome), the tests have no good end without a fault, or the machines failed.
 */
int pretest_run(
	char **fact, struct pool *pool, const struct pool_policy *policies, const struct setup *setup, int skip);

#endif
