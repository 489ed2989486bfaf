#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/test_limits.h"

/* Seconds of the rule for a test; -1: there is none. */
static int limit_of(const struct kmend_test_limits *limits, const char *name)
{
	const struct kmend_test_limit *rule = kmend_test_limits_find(limits, name, strlen(name));

	return rule ? (int)rule->seconds : -1;
}

Test(test_limits, the_last_rule_that_matches_counts)
{
	struct kmend_test_limits limits = { 0 };

	cr_expect_eq(limit_of(&limits, "fs"), -1);
	cr_assert_eq(kmend_test_limits_add(&limits, "*:golden"), 0);
	cr_assert_eq(kmend_test_limits_add(&limits, "fs-*:10"), 0);
	cr_assert_eq(kmend_test_limits_add(&limits, "fs-small:3"), 0);
	cr_expect_eq(limit_of(&limits, "net"), 0, "by the golden run");
	cr_expect_eq(limit_of(&limits, "fs-large"), 10);
	cr_expect_eq(limit_of(&limits, "fs-small"), 3);
	cr_assert_eq(kmend_test_limits_add_name(&limits, "a*", 7), 0);
	cr_expect_eq(limit_of(&limits, "a*"), 7);
	cr_expect_eq(limit_of(&limits, "ab"), 0, "a name is no pattern");
	kmend_test_limits_release(&limits);
	cr_expect_eq(limit_of(&limits, "fs-small"), -1);
}

Test(test_limits, a_name_with_a_colon)
{
	struct kmend_test_limits limits = { 0 };

	cr_assert_eq(kmend_test_limits_add(&limits, "net:tcp:60"), 0);
	cr_expect_eq(limit_of(&limits, "net:tcp"), 60);
	kmend_test_limits_release(&limits);
}

Test(test_limits, as_a_text_and_back)
{
	struct kmend_test_limits limits = { 0 }, again = { 0 };
	char *text;

	text = kmend_test_limits_text(&limits);
	cr_expect_str_eq(text, "");
	free(text);
	cr_assert_eq(kmend_test_limits_parse(&limits, "*:golden\nfs-*:10\n"), 0);
	text = kmend_test_limits_text(&limits);
	cr_expect_str_eq(text, "*:golden\nfs-*:10\n");
	cr_assert_eq(kmend_test_limits_parse(&again, text), 0);
	cr_expect_eq(limit_of(&again, "fs-x"), 10);
	cr_expect_eq(limit_of(&again, "x"), 0);
	free(text);
	kmend_test_limits_release(&limits);
	kmend_test_limits_release(&again);
}

/* A result file holds them, and anybody can have made that. */
Test(test_limits, what_is_none)
{
	static const char *const wrong[] = { "", ":", "fs", "fs:", ":3", "fs:0", "fs:3601", "fs:-1", "fs:1x", "fs:gold",
		"a b:3", "\033:3", "*a*b*c*d*e:3", "fs:00000000000000001" };
	struct kmend_test_limits limits = { 0 };
	char text[80];

	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		cr_expect_not_null(kmend_test_limit_wrong(wrong[i]), "'%s' was taken", wrong[i]);
		cr_expect_eq(kmend_test_limits_add(&limits, wrong[i]), -1);
	}
	memset(text, 'x', 65);
	strcpy(text + 65, ":3");
	cr_expect_not_null(kmend_test_limit_wrong(text));
	cr_expect_null(kmend_test_limit_wrong(text + 1));
	cr_expect_eq(kmend_test_limits_parse(&limits, "a:3\nb\n"), -1);
	cr_expect_eq(limits.count, 0);
	for (int i = 0; i < KMEND_TEST_LIMITS_MAX + 1; i++)
		cr_assert_eq(kmend_test_limits_add(&limits, "a:3"), 0);
	cr_expect_eq(kmend_test_limits_add(&limits, "a:3"), -1, "without an end");
	kmend_test_limits_release(&limits);
}
