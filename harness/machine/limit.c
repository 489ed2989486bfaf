/*
 * The limit of a run in guest virtual time. QEMU's ib700 watchdog counts it: it is armed from outside through its I/O
 * port, reaches at most 30 s in steps of 2 s, and pauses the machine. A longer limit is granted in parts.
 */
#include "harness/machine/console.h"

#include <stdio.h>

#define WATCHDOG_MAX_S 30u /* writing N to the port arms 30 - 2 * N seconds */
#define QUIET_S 2u
#define LIMIT_MAX_S 86400u

void limit_set(struct machine *machine, uint64_t limit_ns)
{
	uint64_t seconds = limit_ns / 1000000000u + (limit_ns % 1000000000u != 0);

	seconds = (seconds + 1) / 2 * 2;
	machine->limit_s = seconds < 2 ? 2 : seconds > LIMIT_MAX_S ? LIMIT_MAX_S : (uint32_t)seconds;
	if (machine->config.console)
		machine->limit_s += QUIET_S;
	machine->order_limit_ns = machine->limit_s * UINT64_C(1000000000);
}

/* A kernel without glue: the last part stands alone, to see whether the guest still talks. */
static uint32_t next_part_s(const struct machine *machine)
{
	uint32_t left_s = machine->limit_s;

	if (machine->config.console && left_s > QUIET_S)
		left_s -= QUIET_S;
	return left_s < WATCHDOG_MAX_S ? left_s : WATCHDOG_MAX_S;
}

void limit_go(struct machine *machine)
{
	char line[32];

	if (machine->limit_s) {
		machine->granted_s = next_part_s(machine);
		snprintf(line, sizeof line, "o/b 0x443 %u", (WATCHDOG_MAX_S - machine->granted_s) / 2);
		if (qmp_monitor(machine->qmp, line, run_answer) < 0) {
			end_fail_link(machine);
			return;
		}
	}
	if (!machine->order.by_hand && qmp_execute(machine->qmp, "cont", NULL, run_answer) < 0)
		end_fail_link(machine);
}

void limit_expired(struct machine *machine)
{
	machine->limit_s -= machine->granted_s;
	if (machine->config.console && machine->limit_s == QUIET_S)
		console_mark_quiet(machine);
	if (machine->limit_s && !machine->flooding && !machine->console_state.stopping)
		limit_go(machine);
	else
		stop_over(machine, MACHINE_END_HANG);
}
