/*
 * The slow path of a block: counts its executions in a golden run, activates the armed fault otherwise. Compiled without
 * sites and without recovery instrumentation: it must not disturb what it watches.
 */
#include "fault.h"
#include "slow_path.h"

static void count(struct kmend_count *c)
{
	const struct kmend_rt *rt = kmend_rt_state ? kmend_rt_state() : 0;

	kmend_count_up(rt && rt->window ? &c->in_window : &c->outside);
}

SLOW_PATH_ENTRY(".globl __kmend_block\n");

SLOW_PATH uint32_t SLOW_PATH_NAME(uint8_t *watch)
{
	uint8_t bits = *(volatile uint8_t *)watch;

	if (bits & KMEND_WATCH_COUNT)
		count(&__start_kmend_counts[watch - __start_kmend_watch]);
	return bits & KMEND_WATCH_ARMED ? act(kmend_activated()) : KMEND_ACT_NONE;
}
