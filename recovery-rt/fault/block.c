/*
 * The slow path of a block: counts its executions in a golden run, activates the armed fault otherwise. Compiled without
 * sites and without recovery instrumentation: it must not disturb what it watches.
 */
#include "fault.h"

static void count(struct kmend_count *c)
{
	const struct kmend_rt *rt = kmend_rt_state ? kmend_rt_state() : 0;
	uint32_t *n = rt && rt->window ? &c->in_window : &c->outside;

	if (*n != UINT32_MAX)
		++*n;
}

/* The hang fault: the component never gives the processor back by itself; the timer still takes it away. */
static _Noreturn void spin(void)
{
	for (;;)
		__asm__ volatile("");
}

static uint32_t activate(void)
{
	switch (kmend_activated()) {
	case KMEND_FAULT_FAIL_STOP:
		return KMEND_ACT_FAIL_STOP;
	case KMEND_FAULT_HANG:
		spin();
	default:
		return KMEND_ACT_NONE;
	}
}

__attribute__((preserve_most)) uint32_t __kmend_block(uint8_t *watch)
{
	uint8_t bits = *(volatile uint8_t *)watch;

	if (bits & KMEND_WATCH_COUNT)
		count(&__start_kmend_counts[watch - __start_kmend_watch]);
	return bits & KMEND_WATCH_ARMED ? activate() : KMEND_ACT_NONE;
}
