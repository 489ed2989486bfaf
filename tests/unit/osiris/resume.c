/* A thread that goes on after a wait: a window of its own, with its frames. */
#include "fixture.h"

enum { FRAMES = 600 };

static uint8_t *const high = component.data + 8192; /* the end of a thread's stack, inside the data */

static const enum kmend_policy protecting[] = { KMEND_POLICY_PESSIMISTIC, KMEND_POLICY_ENHANCED,
	KMEND_POLICY_EXTENDED };

Test(resume, a_rollback_puts_back_stores_and_frames)
{
	static struct component before;

	for (size_t i = 0; i < sizeof(protecting) / sizeof(protecting[0]); i++) {
		component_setup(protecting[i]);
		memcpy(&before, &component, sizeof(component));
		osiris_resume((uint64_t)(high - FRAMES), (uint64_t)high);
		cr_assert_eq(osiris_rt()->window, 1);
		cr_assert(osiris_resumed());
		cr_assert_eq(osiris_rt()->requester, OSIRIS_NOBODY);
		osiris_thread((uint64_t)(high - 4096), (uint64_t)high);
		component_scribble(component.data + 100, 64);
		memset(high - FRAMES, 0xcc, FRAMES); /* calls and spills: no instrumentation sees them */
		cr_assert_eq(osiris_decide(protecting[i]), OSIRIS_ERROR_REPLY);
		cr_assert_eq(osiris_rollback(), 0);
		cr_assert(osiris_resumed(), "the glue has to know");
		cr_assert_eq(memcmp(&before, &component, sizeof(component)), 0);
		osiris_checkpoint(33, 1, OSIRIS_ANSWER);
		cr_assert_not(osiris_resumed(), "the next window is that of a message");
	}
}

Test(resume, frames_that_do_not_fit_open_no_window)
{
	component_setup(KMEND_POLICY_ENHANCED);
	osiris_resume((uint64_t)component.data, (uint64_t)component.data + LOG_BYTES);
	cr_assert_eq(osiris_rt()->window, 0);
	cr_assert_not(osiris_resumed());
	osiris_resume((uint64_t)high, (uint64_t)high);
	cr_assert_eq(osiris_rt()->window, 0);
	osiris_resume((uint64_t)high + 8, (uint64_t)high);
	cr_assert_eq(osiris_rt()->window, 0);
	osiris_resume((uint64_t)component.data, (uint64_t)component.data + 12288);
	cr_assert_eq(osiris_rt()->window, 1, "a whole stack fits");
}

Test(resume, nothing_opens_under_a_policy_without_windows)
{
	component_setup(KMEND_POLICY_NAIVE);
	osiris_resume((uint64_t)(high - FRAMES), (uint64_t)high);
	cr_assert_eq(osiris_rt()->window, 0);
	cr_assert_not(osiris_resumed());
}
