/* The limits of single tests that the golden run gives. */
#include <criterion/criterion.h>
#include <string.h>

#include "harness/campaign/test_limits.h"

#define S UINT64_C(1000000000)

static uint32_t limit_of(const struct kmend_test_limits *limits, const char *name)
{
	const struct kmend_test_limit *rule = kmend_test_limits_find(limits, name, strlen(name));

	return rule ? rule->seconds : 0;
}

Test(test_limits, of_the_golden_run)
{
	struct kmend_test tests[] = { { .name = "quick", .begin_ns = 5, .end_ns = 6 },
		{ .name = "slow", .begin_ns = S, .end_ns = 2 * S + 1 },
		{ .name = "given", .begin_ns = S, .end_ns = 9 * S }, { .name = "no-end", .begin_ns = S },
		{ .name = "days", .begin_ns = 1, .end_ns = 90000 * S } };
	const struct kmend_golden golden = { .tests = tests, .ntests = sizeof tests / sizeof tests[0] };
	struct kmend_test_limits rules = { 0 }, limits = { 0 };

	cr_assert_eq(test_limits_settle(&limits, &rules, &golden, 4), 0);
	cr_expect_eq(limits.count, 0, "nobody has asked");
	cr_assert_eq(kmend_test_limits_parse(&rules, "*:golden\ngiven:3\n"), 0);
	cr_assert_eq(test_limits_settle(&limits, &rules, &golden, 4), 0);
	cr_expect_eq(limit_of(&limits, "quick"), 2);
	cr_expect_eq(limit_of(&limits, "slow"), 5);
	cr_expect_eq(limit_of(&limits, "given"), 3);
	cr_expect_eq(limit_of(&limits, "no-end"), 0);
	cr_expect_eq(limit_of(&limits, "days"), KMEND_TEST_SECONDS_MAX);
	cr_expect_eq(limit_of(&limits, "unknown"), 0);
	kmend_test_limits_release(&rules);
	kmend_test_limits_release(&limits);
}
