/* Which test was over its limit: of an event log by its times, of a console by its order. */
#include <criterion/criterion.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/outcome/overdue.h"
#include "make.h"

#define S UINT64_C(1000000000)

static struct kmend_test_limits limits;
static struct kmend_overdue overdue;
static struct make make;

static void setup(void)
{
	make = (struct make)MAKE_INIT;
	make_begin(&make, "77");
	cr_assert_eq(kmend_test_limits_parse(&limits, "a:4\nslow-*:60\n"), 0);
}

static void teardown(void)
{
	make_free(&make);
	kmend_test_limits_release(&limits);
}

TestSuite(overdue, .init = setup, .fini = teardown);

static void at(uint64_t ns, const char *event)
{
	make.ticks = ns;
	make_event(&make, event);
}

static int find(uint64_t now_ns)
{
	return kmend_overdue_find(&overdue, make.text.data, make.text.size, &limits, now_ns);
}

Test(overdue, a_test_that_ends_later)
{
	at(1 * S, "test-begin name=a");
	at(5 * S + 1, "test-end name=a status=pass");
	cr_assert_eq(find(0), 1);
	cr_expect_str_eq(overdue.test, "a");
	cr_expect_eq(overdue.seconds, 4);
	cr_expect_eq(overdue.at_ns, 5 * S);
}

Test(overdue, a_test_that_ends_in_time)
{
	at(1 * S, "test-begin name=a");
	at(5 * S, "test-end name=a status=pass");
	at(50 * S, "suite-end failed=0");
	cr_expect_eq(find(100 * S), 0);
	cr_expect_str_eq(overdue.test, "");
}

Test(overdue, a_test_that_does_not_end)
{
	at(1 * S, "test-begin name=a");
	at(3 * S, "fault-activated site=77 count=1");
	cr_expect_eq(find(0), 0, "the guest's clock is not known");
	cr_expect_eq(find(5 * S - 1), 0);
	cr_expect_eq(find(5 * S), 1);
}

Test(overdue, any_later_event_says_so)
{
	at(1 * S, "test-begin name=a");
	at(6 * S, "panic reason=p");
	cr_expect_eq(find(0), 1);
}

Test(overdue, what_ends_a_test)
{
	at(1 * S, "test-begin name=a");
	at(2 * S, "test-begin name=b");
	at(9 * S, "test-end name=b status=pass");
	cr_expect_eq(find(99 * S), 0, "the next one");
	at(10 * S, "test-begin name=a");
	at(11 * S, "test-end name=b status=pass");
	at(12 * S, "suite-end failed=0");
	cr_expect_eq(find(99 * S), 0, "the end of the suite");
	at(13 * S, "test-begin name=a");
	at(14 * S, "test-end name=aa status=pass");
	cr_expect_eq(find(99 * S), 1, "not the end of another one");
}

Test(overdue, the_first_one_counts)
{
	at(1 * S, "test-begin name=slow-1");
	at(62 * S, "test-end name=slow-1 status=pass");
	at(63 * S, "test-begin name=a");
	cr_assert_eq(find(99 * S), 1);
	cr_expect_str_eq(overdue.test, "slow-1");
	cr_expect_eq(overdue.at_ns, 61 * S);
}

/* ---- consoles ---- */

static struct kmend_under_way under_way;

/* The test that is under way after these lines. */
static const char *after(const char *text)
{
	struct kmend_patterns *patterns;

	cr_assert_eq(kmend_patterns_new(&patterns, "t.yaml"), 0);
	cr_assert_eq(kmend_patterns_set(patterns, KMEND_PATTERN_READY, "^up$", 1), 0);
	cr_assert_eq(kmend_patterns_set(patterns, KMEND_PATTERN_TEST_BEGIN, "^run ([a-z ]+)", 1), 0);
	cr_assert_eq(kmend_patterns_set(patterns, KMEND_PATTERN_TEST_PASS, "^ok ([a-z ]+)", 1), 0);
	cr_assert_eq(kmend_patterns_set(patterns, KMEND_PATTERN_TEST_FAIL, "^failed ([a-z ]+)", 1), 0);
	cr_assert_eq(kmend_patterns_set(patterns, KMEND_PATTERN_PANIC, "panic: (.*)", 1), 0);
	cr_assert_eq(kmend_patterns_set(patterns, KMEND_PATTERN_DONE, "^over", 1), 0);
	kmend_under_way_find(&under_way, patterns, text, strlen(text), 1);
	kmend_patterns_free(patterns);
	return under_way.test;
}

Test(under_way, from_its_line_to_the_next_verdict_or_test)
{
	cr_expect_str_eq(after(""), "");
	cr_expect_str_eq(after("hello\nrun a b\ntext\n"), "a%20b");
	cr_expect_eq(under_way.at, strlen("hello\nrun a b\n"));
	cr_expect_str_eq(after("run a\nrun b\n"), "b");
	cr_expect_str_eq(after("run a\nok a\n"), "");
	cr_expect_eq(under_way.at, 0);
	cr_expect_str_eq(after("run a\nfailed x\n"), "");
	cr_expect_str_eq(after("run a\nover\n"), "");
	cr_expect_str_eq(after("run a\npanic: x\n"), "");
	cr_expect_str_eq(after("run a\nok "), "a", "a line that is not whole says nothing");
	cr_expect_str_eq(after("run a\nup\n"), "");
}
