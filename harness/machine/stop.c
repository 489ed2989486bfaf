/*
 * Why the guest stopped. STOP is the last event of a run: whatever caused it was announced before. A cause is remembered
 * when its event comes and read at STOP, so that the order of events and answers does not matter. WATCHDOG is the
 * exception: QEMU holds it back so that at most one a second comes out, which can be in the middle of a later run. It
 * is never listened to; a STOP without a cause asks for the state of the machine instead.
 */
#include "harness/machine/private.h"

#include <stdio.h>
#include <string.h>

#include "harness/machine/clock.h"
#include "harness/machine/console.h"

/* What the guest logged behind its virtual-time limit does not count: it differs from run to run, see clock.h. */
static void cut_hang(struct machine *machine)
{
	size_t from = machine->boot_events;

	if (machine->events.size > from)
		machine->events.size = from +
			clock_cut(machine->events.data + from, machine->events.size - from,
				machine->clock_ns + machine->order_limit_ns);
}

void stop_over(struct machine *machine, enum machine_end end)
{
	int flood;

	machine->result.run_us = end_lap_us(machine);
	flood = end_read_logs(machine);
	if (flood < 0) {
		end_fail_here(machine);
		return;
	}
	if (flood)
		end = MACHINE_END_FLOOD; /* whatever came first: the log is cut, and the same cut is made each time */
	if (machine->config.console && machine->phase == PHASE_RUNNING) {
		end = console_over(machine, end);
		if (machine_end_is_infra(end)) {
			end_fail_here(machine);
			return;
		}
	} else if (end == MACHINE_END_HANG) {
		cut_hang(machine);
	}
	if (!machine->config.console)
		machine->result.stop = end == MACHINE_END_STOP
			? control_stop(machine->memory.map, machine->memory.bytes, machine->config.image->control_pa)
			: 0;
	machine->result.read_us = end_lap_us(machine);
	if (machine->phase == PHASE_BOOTING)
		boot_over(machine, end);
	else
		end_finish(machine, end);
}

static void on_status(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;
	const char *status = json_string_value(json_object_get(result, "status"));
	char what[96];

	if (status && !strcmp(status, "watchdog")) {
		limit_expired(machine);
		return;
	}
	snprintf(what, sizeof what, "the machine stopped in state '%.40s'", status ? status : error ? error : "?");
	end_fail(machine, MACHINE_END_EMULATOR, "emulator-state", what);
}

static void stopped(struct machine *machine)
{
	switch (machine->cause) {
	case CAUSE_STOP:
		stop_over(machine, MACHINE_END_STOP);
		return;
	case CAUSE_RESET:
		machine->needs_reset = 1;
		stop_over(machine, MACHINE_END_RESET);
		return;
	case CAUSE_POWEROFF:
		machine->needs_reset = 1;
		stop_over(machine, MACHINE_END_POWEROFF);
		return;
	case CAUSE_NONE:
		break;
	}
	if (machine->console_state.stopping)
		stop_over(machine, MACHINE_END_STOP);
	else if (machine->flooding)
		stop_over(machine, MACHINE_END_FLOOD);
	else if (!machine->order.by_hand && qmp_execute(machine->qmp, "query-status", NULL, on_status) < 0)
		end_fail_link(machine);
}

static enum machine_cause cause_of(const char *name, json_t *data)
{
	const char *reason = json_string_value(json_object_get(data, "reason"));

	if (!strcmp(name, "GUEST_PANICKED"))
		return CAUSE_STOP;
	if (!strcmp(name, "SHUTDOWN"))
		return reason && !strcmp(reason, "guest-reset") ? CAUSE_RESET : CAUSE_POWEROFF;
	if (!strcmp(name, "RESET"))
		return CAUSE_RESET;
	return CAUSE_NONE;
}

void stop_event(struct machine *machine, const char *name, json_t *data)
{
	if (machine->phase == PHASE_RESTORING && machine->needs_reset && !strcmp(name, "RESET")) {
		machine->needs_reset = 0;
		run_restore(machine);
		return;
	}
	if (machine->phase != PHASE_BOOTING && machine->phase != PHASE_RUNNING)
		return;
	if (!strcmp(name, "STOP"))
		stopped(machine);
	else if (machine->cause == CAUSE_NONE)
		machine->cause = cause_of(name, data);
}
