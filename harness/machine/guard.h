/*
 * How long a step of a machine's life has taken. A busy host is not a stuck emulator: time counts only as far as the two of
 * us could use it. Of the time between two looks at most GUARD_LOOK_MS count (we had no core, or were stopped), and of these
 * not what the emulator spent ready to run without a core. The latter is looked up only in steps that last, so that short
 * ones cost nothing.
 */
#ifndef KMEND_MACHINE_GUARD_H
#define KMEND_MACHINE_GUARD_H

#include <stdint.h>
#include <sys/types.h>
#include <uv.h>

#define GUARD_LOOK_MS 100u

struct guard {
	uv_timer_t timer; /* close it before the memory goes */
	uv_timer_cb tick;
	uint64_t looked_ns; /* uv_hrtime of the last look */
	uint64_t waited_ns; /* what the emulator had waited for a core at the last look */
	double spent_ns;    /* time that counts */
};

/* `tick` is called again and again while a step lasts; its timer's `data` is `context`. */
void guard_new(struct guard *guard, uv_loop_t *loop, uv_timer_cb tick, void *context);

/* A step begins: nothing is spent, a tick comes every `tick_ms`. */
void guard_begin(struct guard *guard, uint64_t tick_ms);
void guard_stop(struct guard *guard);

/* At a tick: counts the time since the last look at the emulator `pid`. Returns what is spent in all, in ns. */
double guard_look(struct guard *guard, pid_t pid);

#endif
