/* What the tests and probes of one run came to, in numbers. Internal to harness/outcome. */
#ifndef KMEND_OUTCOME_SERVING_H
#define KMEND_OUTCOME_SERVING_H

#include "harness/base/service.h"
#include "harness/outcome/tests.h"

/*
 * Fills everything but `unavailable`. `planned`: how many tests there are. With a golden run, whose statuses are merged into both
 * lists, only what it names counts: a test that nobody planned is in the outcome alone. Without one all that are there count.
 */
void kmend_serving_count(struct kmend_serving *serving, enum kmend_outcome outcome, uint64_t planned,
	const struct kmend_tests *tests, const struct kmend_tests *probes, int has_golden);

#endif
