/* The limits of single tests that the golden run gives (harness/base/test_limits.h). */
#ifndef KMEND_CAMPAIGN_TEST_LIMITS_H
#define KMEND_CAMPAIGN_TEST_LIMITS_H

#include "harness/base/test_limits.h"
#include "harness/outcome/classify.h"

/*
 * Copies `rules` to the empty list `limits`, and adds one for each test of the golden run for which they ask the golden run: its time
 * there times `factor`, in whole seconds, at least 2. -1: out of memory. Release in every case.
 */
int test_limits_settle(struct kmend_test_limits *limits, const struct kmend_test_limits *rules,
	const struct kmend_golden *golden, double factor);

#endif
