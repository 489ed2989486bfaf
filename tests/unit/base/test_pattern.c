#include <criterion/criterion.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/pattern.h"
#include "harness/base/pattern_cost.h"

static struct kmend_patterns *patterns;

static void setup(void)
{
	cr_assert_eq(kmend_patterns_new(&patterns, "t.yaml"), 0);
}

static void teardown(void)
{
	kmend_patterns_free(patterns);
}

TestSuite(pattern, .init = setup, .fini = teardown);

static void refused(enum kmend_pattern_kind kind, const char *text, const char *why)
{
	cr_assert_eq(kmend_patterns_set(patterns, kind, text, 7), -1, "taken: %s", text);
	cr_assert(strstr(kmend_error_text(), why), "'%s' does not say '%s'", kmend_error_text(), why);
	cr_assert_null(patterns->of[kind].text);
}

Test(pattern, group_is_a_piece_of_the_line)
{
	const char *group;
	size_t size;

	cr_assert_eq(kmend_patterns_set(patterns, KMEND_PATTERN_PANIC, "panic: ([a-z]+)( at .*)?", 3), 0);
	cr_assert(kmend_pattern_match(patterns, KMEND_PATTERN_PANIC, "cpu 0: panic: null at 77", &group, &size));
	cr_assert(size == 4 && !memcmp(group, "null", 4));
	cr_assert_not(kmend_pattern_match(patterns, KMEND_PATTERN_PANIC, "panic: ", &group, &size));
	cr_assert_not(kmend_pattern_match(patterns, KMEND_PATTERN_DONE, "panic: null", &group, &size), "not set");
}

Test(pattern, no_group_is_fine_where_nobody_needs_one)
{
	const char *group = "";
	size_t size = 1;

	cr_assert_eq(kmend_patterns_set(patterns, KMEND_PATTERN_READY, "^up$", 1), 0);
	cr_assert(kmend_pattern_match(patterns, KMEND_PATTERN_READY, "up", &group, &size));
	cr_assert(!group && !size);
	cr_assert(kmend_pattern_match(patterns, KMEND_PATTERN_READY, "up", NULL, NULL));
}

Test(pattern, bad_ones_are_named_with_their_line)
{
	char large[600];

	refused(KMEND_PATTERN_READY, "a(b", "t.yaml:7: ready: 'a(b' is not a regular expression: ");
	refused(KMEND_PATTERN_READY, "[a", "t.yaml:7: ready: ");
	refused(KMEND_PATTERN_READY, "", "1 to 512");
	refused(KMEND_PATTERN_TEST_PASS, "^ok .*", "t.yaml:7: test_pass: the expression needs a group");
	refused(KMEND_PATTERN_TEST_FAIL, "(a)\\1", "back-references");
	memset(large, 'a', sizeof large);
	large[sizeof large - 1] = 0;
	refused(KMEND_PATTERN_DONE, large, "1 to 512");
}

Test(pattern, there_and_back_as_text)
{
	struct kmend_patterns *again;
	char *text, *second;

	cr_assert_eq(kmend_patterns_set(patterns, KMEND_PATTERN_READY, "up  and \\[ok\\]", 4), 0);
	cr_assert_eq(kmend_patterns_set(patterns, KMEND_PATTERN_TEST_FAIL, "(.*) failed", 9), 0);
	text = kmend_patterns_text(patterns);
	cr_assert_str_eq(text, "ready up  and \\[ok\\]\ntest_fail (.*) failed\n");
	cr_assert_eq(kmend_patterns_parse(&again, text, "r.kmend"), 0);
	second = kmend_patterns_text(again);
	cr_assert_str_eq(second, text);
	kmend_patterns_free(again);
	free(text);
	free(second);
	cr_assert_eq(kmend_patterns_parse(&again, "reddy x\n", "r.kmend"), -1);
	cr_assert_eq(kmend_patterns_parse(&again, "ready (\n", "r.kmend"), -1);
	cr_assert_null(again);
}

Test(pattern, what_would_take_gigabytes_is_refused)
{
	static const char *const large[] = { "(.{0,255}){0,255}", "((a{9}){9}){99}", "(x|[[:alpha:]]{200}){,200}",
		"a{99}{99}", "a+++++++++++++", "(a{9,}){9}{9,}{9,}", "(.{0,255})*.{255}(b{100}){100}" };
	static const char *const small[] = { "a{255}", "(a{9}){9}", "[{(]{3}\\({2}", "([a-z]+)-([0-9]{1,4})", "x{",
		"[]{9}(]{9}" };

	for (size_t i = 0; i < sizeof large / sizeof large[0]; i++)
		cr_expect_gt(pattern_cost(large[i]), PATTERN_COST_MAX, "%s costs %u", large[i], pattern_cost(large[i]));
	for (size_t i = 0; i < sizeof small / sizeof small[0]; i++)
		cr_expect_leq(pattern_cost(small[i]), 300, "%s costs %u", small[i], pattern_cost(small[i]));
	cr_assert_eq(kmend_patterns_set(patterns, KMEND_PATTERN_READY, large[0], 7), -1);
	cr_expect(strstr(kmend_error_text(), ":7: ready: an expression must not repeat so much"), "%s",
		kmend_error_text());
}
