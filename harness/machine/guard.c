#include "harness/machine/guard.h"

#include "harness/machine/process.h"

#define LASTING_MS 500u

void guard_new(struct guard *guard, uv_loop_t *loop, uv_timer_cb tick, void *context)
{
	*guard = (struct guard){ .tick = tick };
	uv_timer_init(loop, &guard->timer);
	guard->timer.data = context;
}

void guard_begin(struct guard *guard, uint64_t tick_ms)
{
	guard->looked_ns = uv_hrtime();
	guard->spent_ns = 0;
	guard->waited_ns = 0;
	uv_timer_start(&guard->timer, guard->tick, tick_ms, tick_ms);
}

void guard_stop(struct guard *guard)
{
	uv_timer_stop(&guard->timer);
}

/* What the emulator waited for a core since the last look. The kernel tells it when the wait is over: it can be more than the
 * time between the two looks, and then takes back what was counted too early. */
static double newly_waited_ns(struct guard *guard, pid_t pid)
{
	uint64_t last_ns = guard->waited_ns;

	if (guard->spent_ns < LASTING_MS * 1e6)
		return 0;
	guard->waited_ns = process_wait_ns(pid);
	return last_ns && guard->waited_ns > last_ns ? (double)(guard->waited_ns - last_ns) : 0;
}

double guard_look(struct guard *guard, pid_t pid)
{
	uint64_t now_ns = uv_hrtime();
	double past_ns = (double)(now_ns - guard->looked_ns);
	double share = past_ns > GUARD_LOOK_MS * 1e6 ? GUARD_LOOK_MS * 1e6 / past_ns : 1;

	guard->looked_ns = now_ns;
	guard->spent_ns += (past_ns - newly_waited_ns(guard, pid)) * share;
	if (guard->spent_ns < 0)
		guard->spent_ns = 0;
	return guard->spent_ns;
}
