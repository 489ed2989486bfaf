/* The protected region: a store into it never happens, whether a window is open or not. */
#include <setjmp.h>
#include <signal.h>

#include "fixture.h"

static sigjmp_buf back;

static void on_trap(int signal)
{
	(void)signal;
	siglongjmp(back, 1);
}

/* 1 if the store was stopped. */
static int stopped(uint64_t to, uint64_t bytes)
{
	signal(SIGILL, on_trap);
	signal(SIGTRAP, on_trap);
	if (sigsetjmp(back, 1))
		return 1;
	__kmend_log_store((void *)to, bytes);
	return 0;
}

static void all_stopped(void)
{
	uint64_t low = (uint64_t)&__kmend_osiris, high = (uint64_t)(&__kmend_osiris + 1);
	uint64_t region = sizeof(__kmend_osiris);
	uint64_t count = osiris_rt()->stray_writes;

	cr_assert(stopped(low, 1));
	cr_assert(stopped(high - 1, 1));
	cr_assert(stopped(low - 1, 2));
	cr_assert(stopped(low - 7, 8));
	cr_assert(stopped(high - 8, 16));
	cr_assert(stopped(low - 16, region + 32));
	cr_assert(stopped((uint64_t)(__kmend_osiris.oldest + 100), 4));
	cr_assert(stopped((uint64_t)osiris_client(), 8));
	cr_assert(stopped(low - 100, UINT64_MAX));
	cr_assert(stopped(low + 100, UINT64_MAX));
	cr_assert_eq(osiris_rt()->stray_writes, count + 10);
}

Test(stray, stopped_inside_a_window)
{
	component_setup(KMEND_POLICY_ENHANCED);
	osiris_checkpoint(33, 1, 1);
	component_scribble(component.data, 8);
	uint64_t used = osiris_log_used();
	all_stopped();
	cr_assert_eq(osiris_log_used(), used, "the log is as it was");
	cr_assert_eq(osiris_rt()->window, 1);
}

Test(stray, stopped_while_the_window_is_closed)
{
	component_setup(KMEND_POLICY_ENHANCED);
	all_stopped();
	osiris_checkpoint(33, 1, 1);
	osiris_outbound(OSIRIS_MODIFIES);
	all_stopped();
}

Test(stray, neighbours_are_not_stray)
{
	component_setup(KMEND_POLICY_ENHANCED);
	cr_assert_not(stopped((uint64_t)&__kmend_osiris - 1, 1));
	cr_assert_not(stopped((uint64_t)(&__kmend_osiris + 1), 1));
	cr_assert_not(stopped((uint64_t)&__kmend_osiris, 0));
	cr_assert_eq(osiris_rt()->stray_writes, 0);
}

Test(stray, traps, .signal = SIGILL)
{
	component_setup(KMEND_POLICY_ENHANCED);
	__kmend_log_store(&__kmend_osiris.rt.window, 4);
}
