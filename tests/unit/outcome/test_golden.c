/* Golden runs: which logs are good ones, and when two of them agree. */
#include <criterion/criterion.h>
#include <string.h>

#include "harness/base/error.h"
#include "make.h"

static void refuse(struct make *make, const char *message)
{
	struct kmend_golden golden;

	cr_assert_eq(kmend_golden_from_log(&golden, make->text.data, make->text.size), -1);
	cr_expect_str_eq(kmend_error_text(), message);
	make_free(make);
}

static struct make begun(const char *site)
{
	struct make make = MAKE_INIT;

	make_begin(&make, site);
	MAKE(&make, "test-begin name=a", "test-end name=a status=pass", "test-begin name=b");
	return make;
}

Test(golden, good)
{
	struct make make = begun("none");
	struct kmend_golden golden;

	MAKE(&make, "test-end name=b status=skip", "audit status=ok detail=-", "suite-end failed=0");
	cr_assert_eq(kmend_golden_from_log(&golden, make.text.data, make.text.size), 0);
	make_free(&make);
	cr_expect_eq(golden.planned, 2);
	cr_expect_eq(golden.ntests, 2);
	cr_expect_str_eq(golden.tests[0].name, "a");
	cr_expect_eq(golden.tests[1].status, KMEND_TEST_SKIP);
	cr_expect_eq(golden.tests[0].begin_ns, 4000);
	cr_expect_eq(golden.tests[0].end_ns, 5000);
	cr_expect_str_eq(golden.policy, "enhanced");
	cr_expect_str_eq(golden.target, "toy");
	cr_expect_eq(golden.nsites, 100);
	cr_expect_eq(golden.ready_ns, 1000);
	cr_expect_eq(golden.end_ns, 9000);
	kmend_golden_release(&golden);
}

Test(golden, bad)
{
	struct make make = MAKE_INIT;

	refuse(&make, "golden run: no-ready");
	make = begun("none");
	refuse(&make, "golden run: crash (eof)");
	make = begun("none");
	MAKE(&make, "test-end name=b status=fail", "suite-end failed=1");
	refuse(&make, "golden run: fail (tests:b)");
	make = begun("none");
	make_event(&make, "suite-end failed=0");
	refuse(&make, "golden run: fail (tests:b)");
	make = begun("5");
	MAKE(&make, "test-end name=b status=pass", "suite-end failed=0");
	refuse(&make, "golden run: site 5 is armed in it");
	make = begun("none");
	make_text(&make, "noise\n");
	MAKE(&make, "test-end name=b status=pass", "suite-end failed=0");
	refuse(&make, "golden run: 1 damaged lines in its event log");
	make = begun("none");
	MAKE(&make, "test-end name=b status=pass", "audit status=inconsistent detail=leak", "suite-end failed=0");
	refuse(&make, "golden run: audit says inconsistent: leak");
	make = begun("none");
	MAKE(&make, "test-end name=b status=pass", "suite-end failed=0", "audit status=unavailable detail=vm");
	refuse(&make, "golden run: nobody answers 1 of its audits");
	make = begun("none");
	MAKE(&make, "test-end name=b status=pass", "suite-end failed=0", "probe name=vm status=pass",
		"probe name=vfs status=fail");
	refuse(&make, "golden run: the probe of vfs fails");
}

Test(golden, with_one_test_more)
{
	const struct kmend_exit end = { .armed = KMEND_ARMED_NOTHING };
	struct make make = begun("none"), more = MAKE_INIT;
	struct kmend_golden golden, with;
	struct kmend_verdict verdict;
	char test[] = "bug-x";

	MAKE(&make, "test-end name=b status=skip", "suite-end failed=0");
	cr_assert_eq(kmend_golden_from_log(&golden, make.text.data, make.text.size), 0);
	cr_assert_eq(kmend_golden_with(&with, &golden, test), 0);
	cr_expect_eq(with.planned, 3);
	cr_expect_eq(golden.planned, 2);
	/* It is asked for: a run that is as the golden one is not enough. */
	cr_assert_eq(kmend_classify(&verdict, make.text.data, make.text.size, &end, &with), 0);
	cr_expect_eq(verdict.outcome, KMEND_OUTCOME_FAIL);
	cr_expect_str_eq(verdict.reason, "tests:bug-x");
	kmend_verdict_release(&verdict);
	make_begin(&more, "none");
	MAKE(&more, "test-begin name=bug-x", "test-end name=bug-x status=pass", "test-begin name=a",
		"test-end name=a status=pass", "test-begin name=b", "test-end name=b status=skip",
		"suite-end failed=0");
	cr_assert_eq(kmend_classify(&verdict, more.text.data, more.text.size, &end, &with), 0);
	cr_expect_eq(verdict.outcome, KMEND_OUTCOME_PASS, "%s", verdict.reason);
	kmend_verdict_release(&verdict);
	kmend_golden_with_release(&with);
	kmend_golden_release(&golden);
	make_free(&make);
	make_free(&more);
}

Test(golden, compare)
{
	static const char a[] = "one\ntwo\nthree\n", b[] = "one\ntwo\x1b[2J\nthree\n";

	cr_expect_eq(kmend_golden_compare(a, strlen(a), a, strlen(a)), 0);
	cr_expect_eq(kmend_golden_compare(NULL, 0, NULL, 0), 0);
	cr_expect_eq(kmend_golden_compare(a, strlen(a), b, strlen(b)), -1);
	cr_expect_str_eq(kmend_error_text(), "golden runs differ in line 2: 'two' and 'two\\x1B[2J'");
	cr_expect_eq(kmend_golden_compare(a, strlen(a), a, 8), -1);
	cr_expect_str_eq(kmend_error_text(), "golden runs differ in line 3: 'three' and ''");
	cr_expect_eq(kmend_golden_compare(NULL, 0, a, strlen(a)), -1);
	cr_expect_str_eq(kmend_error_text(), "golden runs differ in line 1: '' and 'one'");
}
