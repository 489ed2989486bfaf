/*
 * What no event of the emulator tells: that it is stuck, and that a serial port is flooded. A timer looks at both a few
 * times a second; between two looks an emulated serial port writes some 20 KB.
 *
 * A busy host is not a stuck emulator. The time in which the emulator, or we, were ready to run and had no core does not
 * count. It is looked up only in steps that last, so that short ones cost nothing.
 */
#include "harness/machine/private.h"

#include <sys/stat.h>
#include <unistd.h>

#include "harness/machine/process.h"

#define TICK_MS 20u
#define LASTING_MS 500u /* from here on waiting for a core is looked up */

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

static uint64_t limit_of_phase(const struct machine *machine)
{
	const struct machine_config *config = &machine->config;

	if (machine->phase == PHASE_BOOTING)
		return config->boot_limit_ms ? config->boot_limit_ms : MACHINE_BOOT_LIMIT_MS;
	return config->wall_limit_ms ? config->wall_limit_ms : MACHINE_WALL_LIMIT_MS;
}

static uint64_t waited_ns(const struct machine *machine)
{
	return process_wait_ns(machine->pid) + process_wait_ns(getpid());
}

/* Is this step over its limit? Takes the first look at the waiting when the step begins to last. */
static int too_long(struct machine *machine, uint64_t limit_ms)
{
	uint64_t past_ms = (uv_hrtime() - machine->started_ns) / 1000000, now_ns;

	if (!machine->lasting && past_ms > (limit_ms < LASTING_MS ? limit_ms / 2 : LASTING_MS)) {
		machine->lasting = 1;
		machine->waited_ns = waited_ns(machine);
	}
	if (past_ms <= limit_ms)
		return 0;
	now_ns = waited_ns(machine);
	return past_ms > limit_ms + (now_ns > machine->waited_ns ? (now_ns - machine->waited_ns) / 1000000 : 0);
}

static void on_tick(uv_timer_t *timer)
{
	struct machine *machine = timer->data;
	uint64_t limit_ms = limit_of_phase(machine);

	if (!machine->order.by_hand && too_long(machine, limit_ms)) {
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
	machine->lasting = 0;
	uv_timer_start(&machine->timer, on_tick, TICK_MS, TICK_MS);
}

void guard_stop(struct machine *machine)
{
	uv_timer_stop(&machine->timer);
}
