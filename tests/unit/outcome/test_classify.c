/* The rules of design.md, "Outcome", one test each; then what a verdict says beside its outcome. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "kmend/abi.h"
#include "make.h"

static void expect_free(struct kmend_verdict verdict, enum kmend_outcome outcome, const char *reason)
{
	cr_expect_eq(verdict.outcome, outcome, "%s (%s), expected %s", kmend_outcome_name(verdict.outcome),
		verdict.reason, kmend_outcome_name(outcome));
	cr_expect_str_eq(verdict.reason, reason);
	kmend_verdict_release(&verdict);
}

static void end_well(struct make *make)
{
	MAKE(make, "test-begin name=a", "test-end name=a status=pass", "test-begin name=b",
		"test-end name=b status=pass", "audit status=ok detail=-", "suite-end failed=0");
}

/* ready .. activation of site 77 */
static struct make activated(void)
{
	struct make make = MAKE_INIT;

	make_begin(&make, "77");
	make_event(&make, "fault-activated site=77 count=1");
	return make;
}

static struct kmend_golden golden_run(const char *b_status)
{
	struct make make = MAKE_INIT;
	struct kmend_golden golden;
	char b[64];

	snprintf(b, sizeof(b), "test-end name=b status=%s", b_status);
	make_begin(&make, "none");
	MAKE(&make, "test-begin name=a", "test-end name=a status=pass", "test-begin name=b", b, "suite-end failed=0");
	cr_assert_eq(kmend_golden_from_log(&golden, make.text.data, make.text.size), 0, "%s", b);
	make_free(&make);
	return golden;
}

/* -- rule 1 */
Test(rule1, the_harness_failed)
{
	struct kmend_exit end = { .armed = 77, .infra_failed = 1, .infra_reason = "emulator-died" };
	struct make make = activated();

	end_well(&make);
	expect_free(judge(&make, &end, NULL), KMEND_OUTCOME_INFRA_ERROR, "emulator-died");
	make = activated();
	end.infra_reason = NULL;
	expect_free(judge(&make, &end, NULL), KMEND_OUTCOME_INFRA_ERROR, "harness");
}

Test(rule1, no_ready)
{
	struct kmend_exit end = { .armed = 77, .hang = 1 };
	struct make make = MAKE_INIT;

	expect_free(judge(&make, &end, NULL), KMEND_OUTCOME_INFRA_ERROR, "no-ready");
	make = (struct make)MAKE_INIT;
	MAKE(&make, "armed site=77", "fault-activated site=77 count=1", "shutdown reason=x", "panic reason=y");
	expect_free(judge(&make, &end, NULL), KMEND_OUTCOME_INFRA_ERROR, "no-ready");
}

Test(rule1, another_site_was_armed)
{
	struct kmend_exit end = { .armed = 78 };
	struct make make = activated();

	expect_free(judge(&make, &end, NULL), KMEND_OUTCOME_INFRA_ERROR, "armed-another-site");
	make = (struct make)MAKE_INIT;
	make_begin(&make, "none");
	expect_free(judge(&make, &end, NULL), KMEND_OUTCOME_INFRA_ERROR, "armed-another-site");
}

/* -- rule 2 */
Test(rule2, not_activated_whatever_happened)
{
	struct kmend_exit end = { .armed = 77 };
	struct make make = MAKE_INIT;

	make_begin(&make, "77");
	end_well(&make);
	expect_free(judge(&make, &end, NULL), KMEND_OUTCOME_NOT_ACTIVATED, "completed");
	make = (struct make)MAKE_INIT;
	make_begin(&make, "77");
	make_event(&make, "panic reason=p");
	expect_free(judge(&make, &end, NULL), KMEND_OUTCOME_NOT_ACTIVATED, "panic:p");
	make = (struct make)MAKE_INIT;
	make_begin(&make, "77");
	end.hang = 1;
	expect_free(judge(&make, &end, NULL), KMEND_OUTCOME_NOT_ACTIVATED, "hang");
}

Test(rule2, only_the_armed_site_counts)
{
	struct kmend_exit end = { .armed = 77 };
	struct make make = MAKE_INIT;

	make_begin(&make, "77");
	MAKE(&make, "fault-activated site=76 count=1", "fault-activated site=77 count=0");
	end_well(&make);
	expect_free(judge(&make, &end, NULL), KMEND_OUTCOME_NOT_ACTIVATED, "completed");
}

Test(rule2, nothing_armed_needs_no_activation)
{
	const struct kmend_exit end = { .armed = KMEND_ARMED_NOTHING };
	struct make make = MAKE_INIT;

	make_begin(&make, "none");
	end_well(&make);
	expect_free(judge(&make, &end, NULL), KMEND_OUTCOME_PASS, "completed");
}

Test(rule2, armed_although_the_log_does_not_say_so)
{
	const struct kmend_exit end = { .armed = 77 };
	struct make make = MAKE_INIT;

	MAKE(&make, "ready target=t policy=none sites=100", "panic reason=early");
	expect_free(judge(&make, &end, NULL), KMEND_OUTCOME_NOT_ACTIVATED, "panic:early");
}

/* -- rule 3 */
Test(rule3, shutdown)
{
	struct make make = activated();

	make_event(&make, "shutdown reason=window-closed");
	expect_free(judge(&make, NULL, NULL), KMEND_OUTCOME_SHUTDOWN, "shutdown:window-closed");
}

Test(rule3, shutdown_before_panic_and_after_it)
{
	struct make make = activated();

	MAKE(&make, "shutdown reason=s", "panic reason=p");
	expect_free(judge(&make, NULL, NULL), KMEND_OUTCOME_SHUTDOWN, "shutdown:s");
	make = activated();
	MAKE(&make, "panic reason=p", "shutdown reason=s");
	expect_free(judge(&make, NULL, NULL), KMEND_OUTCOME_CRASH, "panic:p");
	make = activated();
	MAKE(&make, "panic reason=p", "shutdown reason=s", "shutdown reason=t");
	expect_free(judge(&make, NULL, NULL), KMEND_OUTCOME_CRASH, "panic:p");
}

Test(rule3, shutdown_wins_over_what_the_machine_saw)
{
	const struct kmend_exit end = { .armed = 77, .reset = 1, .hang = 1, .power_off = 1, .stop = KMEND_STOP_PANIC };
	struct make make = activated();

	make_event(&make, "shutdown reason=s");
	expect_free(judge(&make, &end, NULL), KMEND_OUTCOME_SHUTDOWN, "shutdown:s");
}

/* -- rule 4 */
Test(rule4, every_way_to_crash)
{
	static const struct {
		struct kmend_exit end;
		const char *reason;
	} ways[] = {
		{ { .armed = 77 }, "eof" },
		{ { .armed = 77, .hang = 1 }, "hang" },
		{ { .armed = 77, .hang = 1, .overdue = "a", .overdue_s = 4 }, "hang:test:4s:a" },
		{ { .armed = 77, .reset = 1, .overdue = "a", .overdue_s = 4 }, "reset" },
		{ { .armed = 77, .stuck = 1 }, "hang:stuck" },
		{ { .armed = 77, .reset = 1 }, "reset" },
		{ { .armed = 77, .flood = 1 }, "flood" },
		{ { .armed = 77, .power_off = 1 }, "power-off" },
		{ { .armed = 77, .suspended = 1 }, "suspend" },
		{ { .armed = 77, .died = 1 }, "emulator-died" },
		{ { .armed = 77, .stop = KMEND_STOP_PANIC }, "panic:unreported" },
		{ { .armed = 77, .reset = 1, .hang = 1 }, "reset" },
		{ { .armed = 77, .stop = KMEND_STOP_DONE }, "eof" },
	};

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		struct make make = activated();

		expect_free(judge(&make, &ways[i].end, NULL), KMEND_OUTCOME_CRASH, ways[i].reason);
	}
}

Test(rule4, the_guests_own_words_win)
{
	const struct kmend_exit end = { .armed = 77, .hang = 1, .reset = 1 };
	struct make make = activated();

	make_event(&make, "panic reason=double-fault");
	expect_free(judge(&make, &end, NULL), KMEND_OUTCOME_CRASH, "panic:double-fault");
}

Test(rule4, crash_after_the_suite)
{
	const struct kmend_exit hang = { .armed = 77, .hang = 1 }, flood = { .armed = 77, .flood = 1 };
	struct make make = activated();

	end_well(&make);
	expect_free(judge(&make, &hang, NULL), KMEND_OUTCOME_CRASH, "hang");
	make = activated();
	end_well(&make);
	expect_free(judge(&make, &flood, NULL), KMEND_OUTCOME_PASS, "completed");
}

Test(rule4, second_ready)
{
	struct make make = activated();

	make_begin(&make, "77");
	end_well(&make);
	expect_free(judge(&make, NULL, NULL), KMEND_OUTCOME_CRASH, "reset");
}

/* -- rule 5 */
Test(rule5, pass)
{
	struct kmend_golden golden = golden_run("pass");
	struct make make = activated();

	end_well(&make);
	expect_free(judge(&make, NULL, &golden), KMEND_OUTCOME_PASS, "completed");
	kmend_golden_release(&golden);
}

Test(rule5, skip_as_in_the_golden_run)
{
	struct kmend_golden golden = golden_run("skip");
	struct make make = activated();

	MAKE(&make, "test-end name=a status=pass", "test-end name=b status=skip", "suite-end failed=0");
	expect_free(judge(&make, NULL, &golden), KMEND_OUTCOME_PASS, "completed");
	make = activated();
	MAKE(&make, "test-end name=a status=skip", "test-end name=b status=skip", "suite-end failed=0");
	expect_free(judge(&make, NULL, &golden), KMEND_OUTCOME_FAIL, "tests:a");
	kmend_golden_release(&golden);
}

Test(rule5, a_planned_test_that_did_not_report)
{
	struct kmend_golden golden = golden_run("pass");
	struct make make = activated();

	MAKE(&make, "test-end name=a status=pass", "test-begin name=b", "suite-end failed=0");
	expect_free(judge(&make, NULL, &golden), KMEND_OUTCOME_FAIL, "tests:b");
	make = activated();
	MAKE(&make, "test-end name=b status=pass", "suite-end failed=0");
	expect_free(judge(&make, NULL, &golden), KMEND_OUTCOME_FAIL, "tests:a");
	make = activated();
	MAKE(&make, "test-end name=b status=pass", "suite-end failed=0");
	expect_free(judge(&make, NULL, NULL), KMEND_OUTCOME_FAIL, "tests-missing:1-of-2");
	kmend_golden_release(&golden);
}

Test(rule5, the_worse_report_counts)
{
	struct make make = activated();

	MAKE(&make, "test-end name=a status=fail", "test-end name=a status=pass", "test-end name=b status=pass",
		"suite-end failed=0");
	expect_free(judge(&make, NULL, NULL), KMEND_OUTCOME_FAIL, "tests:a");
}

Test(rule5, more_tests_than_a_table_holds)
{
	struct make make = activated();
	char body[64];

	for (int i = 0; i < 6000; i++) {
		snprintf(body, sizeof(body), "test-end name=t%d status=pass", i);
		make_event(&make, body);
	}
	make_event(&make, "suite-end failed=0");
	expect_free(judge(&make, NULL, NULL), KMEND_OUTCOME_FAIL, "tests-missing:4096-of-2");
}

/* -- beside the outcome */
Test(verdict, facts)
{
	struct make make = activated();
	struct kmend_verdict verdict;

	MAKE(&make, "recovery-end component=pm action=rollback", "fault-activated site=77 count=4",
		"recovery-end component=pm action=rollback", "fault-activated site=77 count=2",
		"audit status=ok detail=-", "audit status=inconsistent detail=first",
		"audit status=inconsistent detail=second");
	make_text(&make, "noise\n");
	verdict = judge(&make, NULL, NULL);
	cr_expect_eq(verdict.armed, 77);
	cr_expect_eq(verdict.activations, 4);
	cr_expect_eq(verdict.recovered, 2);
	cr_expect_eq(verdict.inconsistent, 1);
	cr_expect_str_eq(verdict.detail, "first");
	cr_expect_eq(verdict.damaged, 1);
	cr_expect_eq(verdict.planned, 2);
	cr_expect_eq(verdict.ready_ns, 1000);
	cr_expect_eq(verdict.activated_ns, 4000);
	cr_expect_eq(verdict.end_ns, 11000);
	kmend_verdict_release(&verdict);
}

Test(verdict, tests_stand_beside_the_golden_ones)
{
	struct kmend_golden golden = golden_run("skip");
	struct make make = activated();
	struct kmend_verdict verdict;

	MAKE(&make, "test-begin name=z", "test-end name=z status=fail", "test-begin name=b");
	verdict = judge(&make, NULL, &golden);
	cr_assert_eq(verdict.ntests, 3);
	cr_expect_str_eq(verdict.tests[0].name, "z");
	cr_expect_eq(verdict.tests[0].status, KMEND_TEST_FAIL);
	cr_expect_eq(verdict.tests[0].golden, KMEND_TEST_MISSING);
	cr_expect_str_eq(verdict.tests[1].name, "b");
	cr_expect_eq(verdict.tests[1].status, KMEND_TEST_MISSING);
	cr_expect_eq(verdict.tests[1].golden, KMEND_TEST_SKIP);
	cr_expect_str_eq(verdict.tests[2].name, "a");
	cr_expect_eq(verdict.tests[2].golden, KMEND_TEST_PASS);
	kmend_verdict_release(&verdict);
	kmend_golden_release(&golden);
}

Test(verdict, long_texts_are_cut)
{
	char body[200] = "panic reason=";
	struct make make = activated();
	struct kmend_verdict verdict;

	memset(body + strlen(body), 'r', KMEND_EVENT_VALUE_MAX);
	make_event(&make, body);
	verdict = judge(&make, NULL, NULL);
	cr_expect_eq(strlen(verdict.reason), KMEND_REASON_MAX - 1);
	kmend_verdict_release(&verdict);
}

Test(verdict, words)
{
	for (int i = 1; i < KMEND_OUTCOME_COUNT; i++)
		cr_expect_eq(kmend_outcome_parse(kmend_outcome_name(i)), i);
	cr_expect_str_eq(kmend_outcome_name(99), "none");
	cr_expect_eq(kmend_outcome_parse("none"), KMEND_OUTCOME_NONE);
	cr_expect_eq(kmend_outcome_parse("Pass"), KMEND_OUTCOME_NONE);
	cr_expect_str_eq(kmend_test_status_name(KMEND_TEST_SKIP), "skip");
	cr_expect_str_eq(kmend_test_status_name(77), "missing");
}
