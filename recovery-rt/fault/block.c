/*
 * The slow path of a block: counts its executions in a golden run, activates the armed fault otherwise. Compiled without
 * sites and without recovery instrumentation: it must not disturb what it watches.
 */
#include "fault.h"
#include "slow_path.h"

static void count(struct kmend_count *c)
{
	kmend_count_up(kmend_is_protected && kmend_is_protected() ? &c->protected_runs : &c->unprotected_runs);
}

SLOW_PATH_ENTRY(".globl __kmend_block\n");

SLOW_PATH uint32_t SLOW_PATH_NAME(uint8_t *watch)
{
	uint8_t bits = *(volatile uint8_t *)watch;

	if (bits & KMEND_WATCH_COUNT)
		count(&__start_kmend_counts[watch - __start_kmend_watch]);
	return bits & KMEND_WATCH_ARMED ? kmend_activate() : KMEND_ACT_NONE;
}
