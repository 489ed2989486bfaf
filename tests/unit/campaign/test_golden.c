/* Golden runs: time limits, and what a stored log gives back. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/campaign/golden.h"

/* Appends one event line with its checksum. */
static void line(char *log, unsigned seq, unsigned ticks, const char *event)
{
	char body[200];
	unsigned char sum = 0;

	snprintf(body, sizeof body, "kmend %u %u %s", seq, ticks, event);
	for (const char *c = body; *c; c++)
		sum ^= (unsigned char)*c;
	sprintf(log + strlen(log), "@%s*%02X\n", body, sum);
}

static void good_log(char *log, const char *status)
{
	char end[64];

	*log = 0;
	line(log, 0, 1000, "ready target=tiny policy=none sites=3");
	line(log, 1, 1100, "armed site=none");
	line(log, 2, 1200, "suite-begin planned=1");
	line(log, 3, 1300, "test-begin name=one");
	snprintf(end, sizeof end, "test-end name=one status=%s", status);
	line(log, 4, 1400, end);
	line(log, 5, 1500, "audit status=ok detail=none");
	line(log, 6, 1600, strcmp(status, "fail") ? "suite-end failed=0" : "suite-end failed=1");
}

Test(golden, the_limit_is_at_least_two_seconds)
{
	cr_expect_eq(golden_limit_ns(1000, 4), 2000000000u);
	cr_expect_eq(golden_limit_ns(1000000000u, 4), 4000000000u);
	cr_expect_eq(golden_limit_ns(1000000000u, 2.5), 2500000000u);
}

Test(golden, a_stored_log_gives_its_facts_back)
{
	struct golden golden = { 0 };
	char log[1000];

	good_log(log, "pass");
	cr_assert_eq(golden_load(&golden, log, strlen(log)), 0, "%s", kmend_error_text());
	cr_expect_eq(golden.golden_ns, 600);
	cr_expect_eq(golden.facts.planned, 1);
	cr_expect_eq(golden.size, strlen(log));
	cr_expect_null(golden.counts);
	golden_release(&golden);
}

Test(golden, a_failed_test_is_no_golden_run)
{
	struct golden golden = { 0 };
	char log[1000];

	good_log(log, "fail");
	cr_expect_lt(golden_load(&golden, log, strlen(log)), 0);
	cr_expect_neq(strstr(kmend_error_text(), "tests:one"), NULL, "%s", kmend_error_text());
	golden_release(&golden);
}
