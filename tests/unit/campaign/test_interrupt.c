/* Signals that cannot be listened to: what was started ends in good order, and nothing else is touched. */
#include <criterion/criterion.h>
#include <signal.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/campaign/interrupt.h"

static int good_starts;

/* Takes the place of libuv's own: the first ones go well. */
int uv_signal_start(uv_signal_t *handle, uv_signal_cb callback, int number)
{
	(void)handle, (void)callback, (void)number;
	return good_starts-- > 0 ? 0 : UV_EINVAL;
}

static int started_and_ended(int good)
{
	struct interrupt interrupt;
	uv_loop_t loop;
	int result;

	/* Handles that were never made hold whatever was there. */
	memset(&interrupt, 0xa5, sizeof interrupt);
	good_starts = good;
	cr_assert_eq(uv_loop_init(&loop), 0);
	result = interrupt_start(&interrupt, &loop, NULL);
	interrupt_end(&interrupt);
	uv_run(&loop, UV_RUN_DEFAULT);
	cr_expect_eq(uv_loop_close(&loop), 0, "a handle was left open");
	return result;
}

Test(interrupt, handles_that_were_never_made_are_not_closed)
{
	for (int good = 0; good < INTERRUPT_SIGNALS; good++) {
		cr_expect_eq(started_and_ended(good), -1);
		cr_expect_str_eq(kmend_error_text(), "cannot listen to signals");
	}
	cr_expect_eq(started_and_ended(INTERRUPT_SIGNALS), 0);
}

Test(interrupt, one_that_was_never_started_ends_without_a_word)
{
	struct interrupt interrupt = { 0 };

	interrupt_end(&interrupt);
}

Test(interrupt, what_was_ignored_stays_ignored)
{
	struct interrupt interrupt = { 0 };
	uv_loop_t loop;

	signal(SIGHUP, SIG_IGN);
	good_starts = INTERRUPT_SIGNALS;
	cr_assert_eq(uv_loop_init(&loop), 0);
	cr_assert_eq(interrupt_start(&interrupt, &loop, NULL), 0);
	cr_expect_eq(interrupt.count, INTERRUPT_SIGNALS - 1, "SIGINT and SIGTERM alone");
	interrupt_end(&interrupt);
	uv_run(&loop, UV_RUN_DEFAULT);
	cr_expect_eq(uv_loop_close(&loop), 0);
	signal(SIGHUP, SIG_DFL);
}
