#include "harness/campaign/test_limits.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_S 2u

static uint32_t limit_of(const struct kmend_test *test, double factor)
{
	double seconds = (double)(test->end_ns - test->begin_ns) * factor / 1e9;

	return seconds <= LEAST_S                  ? LEAST_S
		: seconds > KMEND_TEST_SECONDS_MAX ? KMEND_TEST_SECONDS_MAX
						   : (uint32_t)seconds + ((double)(uint32_t)seconds < seconds);
}

int test_limits_settle(struct kmend_test_limits *limits, const struct kmend_test_limits *rules,
	const struct kmend_golden *golden, double factor)
{
	char *text = kmend_test_limits_text(rules);
	int result = text ? kmend_test_limits_parse(limits, text) : -1;

	free(text);
	for (size_t i = 0; i < golden->ntests && result == 0 && limits->count; i++) {
		const struct kmend_test *test = &golden->tests[i];
		const struct kmend_test_limit *rule = kmend_test_limits_find(limits, test->name, strlen(test->name));

		if (rule && !rule->seconds && test->begin_ns && test->end_ns > test->begin_ns)
			result = kmend_test_limits_add_name(limits, test->name, limit_of(test, factor));
	}
	return result;
}
