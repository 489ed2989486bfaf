/*
 * What no event of the emulator tells: that it is stuck, and that a serial port is flooded. A timer looks at both a few
 * times a second; between two looks an emulated serial port writes some 20 KB.
 *
 * A busy host is not a stuck emulator: time counts only as far as the two of us could use it. Of the time between two looks
 * at most LOOK_MS count (we had no core, or were stopped), and of these not what the emulator spent ready to run without
 * a core. The latter is looked up only in steps that last, so that short ones cost nothing.
 */
#include "harness/machine/private.h"

#include <sys/stat.h>

#include "harness/machine/console.h"
#include "harness/machine/process.h"

#define TICK_MS 20u
#define CONSOLE_TICK_MS 1u /* a kernel without glue is stopped by what the guard sees */
#define LOOK_MS 100u
#define LASTING_MS 500u

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
	snprintf(machine->why, sizeof machine->why, "no `ready` within %llu s",
		(unsigned long long)((limit_ms + 999) / 1000));
	end_finish(machine, MACHINE_END_HANG);
}

static uint64_t limit_of_phase(const struct machine *machine)
{
	const struct machine_config *config = &machine->config;

	if (machine->phase == PHASE_BOOTING)
		return config->boot_limit_ms ? config->boot_limit_ms : MACHINE_BOOT_LIMIT_MS;
	return config->wall_limit_ms ? config->wall_limit_ms : MACHINE_WALL_LIMIT_MS;
}

/* What the emulator waited for a core since the last look. The kernel tells it when the wait is over: it can be more than the
 * time between the two looks, and then takes back what was counted too early. */
static double newly_waited_ns(struct machine *machine)
{
	uint64_t last_ns = machine->waited_ns;

	if (machine->spent_ns < LASTING_MS * 1e6)
		return 0;
	machine->waited_ns = process_wait_ns(machine->pid);
	return last_ns && machine->waited_ns > last_ns ? (double)(machine->waited_ns - last_ns) : 0;
}

static void count_time(struct machine *machine)
{
	uint64_t now_ns = uv_hrtime();
	double past_ns = (double)(now_ns - machine->looked_ns);
	double share = past_ns > LOOK_MS * 1e6 ? LOOK_MS * 1e6 / past_ns : 1;

	machine->looked_ns = now_ns;
	machine->spent_ns += (past_ns - newly_waited_ns(machine)) * share;
	if (machine->spent_ns < 0)
		machine->spent_ns = 0;
}

static void on_tick(uv_timer_t *timer)
{
	struct machine *machine = timer->data;
	uint64_t limit_ms = limit_of_phase(machine);

	count_time(machine);
	if (!machine->order.by_hand && machine->spent_ns > (double)limit_ms * 1e6) {
		if (machine->phase == PHASE_BOOTING)
			boot_too_long(machine, limit_ms);
		else
			end_fail(machine, MACHINE_END_WALL, "wall-clock", "the emulator was stuck");
		return;
	}
	if (machine->config.console && (machine->phase == PHASE_RUNNING || machine->phase == PHASE_BOOTING))
		console_look(machine);
	if (!machine->flooding && (machine->phase == PHASE_RUNNING || machine->phase == PHASE_BOOTING))
		check_flood(machine);
}

void guard_start(struct machine *machine, enum machine_phase phase)
{
	uint64_t tick_ms = machine->config.console ? CONSOLE_TICK_MS : TICK_MS;

	machine->phase = phase;
	machine->looked_ns = uv_hrtime();
	machine->spent_ns = 0;
	machine->waited_ns = 0;
	uv_timer_start(&machine->timer, on_tick, tick_ms, tick_ms);
}

void guard_stop(struct machine *machine)
{
	uv_timer_stop(&machine->timer);
}
