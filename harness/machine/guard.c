/*
 * What no event of the emulator tells: that it is stuck, and that a serial port is flooded. A timer looks at both a few
 * times a second; between two looks an emulated serial port writes some 20 KB.
 */
#include "harness/machine/private.h"

#include <sys/stat.h>

#define TICK_MS 20u

static void check_flood(struct machine *machine)
{
	struct stat events, console;

	if (fstat(machine->fds.events, &events) < 0 || fstat(machine->fds.console, &console) < 0 ||
	    (events.st_size <= MACHINE_LOG_MAX && console.st_size <= MACHINE_LOG_MAX))
		return;
	machine->flooding = 1;
	if (qmp_execute(machine->qmp, "stop", NULL, NULL) < 0)
		end_fail_link(machine);
}

/* A guest that does not come to `ready` says something about the guest, not about the emulator. */
static void boot_too_long(struct machine *machine, uint64_t limit_ms)
{
	end_read_logs(machine);
	snprintf(machine->why, sizeof machine->why, "no `ready` within %llu s", (unsigned long long)((limit_ms + 999) / 1000));
	end_finish(machine, MACHINE_END_HANG);
}

static void on_tick(uv_timer_t *timer)
{
	struct machine *machine = timer->data;
	uint64_t boot_ms = machine->config.boot_limit_ms ? machine->config.boot_limit_ms : MACHINE_BOOT_LIMIT_MS;
	uint64_t wall_ms = machine->config.wall_limit_ms ? machine->config.wall_limit_ms : MACHINE_WALL_LIMIT_MS;
	uint64_t limit_ms = machine->phase == PHASE_BOOTING ? boot_ms : wall_ms;
	uint64_t past_ms = (uv_hrtime() - machine->started_ns) / 1000000;

	if (!machine->order.by_hand && past_ms > limit_ms) {
		if (machine->phase == PHASE_BOOTING)
			boot_too_long(machine, limit_ms);
		else
			end_fail(machine, MACHINE_END_WALL, "wall-clock", "the emulator was stuck");
		return;
	}
	if (!machine->flooding && (machine->phase == PHASE_RUNNING || machine->phase == PHASE_BOOTING))
		check_flood(machine);
}

void guard_start(struct machine *machine, enum machine_phase phase)
{
	machine->phase = phase;
	machine->started_ns = uv_hrtime();
	uv_timer_start(&machine->timer, on_tick, TICK_MS, TICK_MS);
}

void guard_stop(struct machine *machine)
{
	uv_timer_stop(&machine->timer);
}
