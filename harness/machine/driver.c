#include "harness/machine/driver.h"

#include <stdio.h>
#include <string.h>

#include "harness/machine/boot.h"
#include "harness/machine/end.h"
#include "harness/machine/instructions.h"
#include "harness/machine/overdue.h"
#include "harness/machine/restore.h"
#include "harness/machine/samples.h"
#include "harness/machine/stall.h"
#include "harness/machine/step.h"

/* ---- the guest stands still ----------------------------------------------------------------------------------- */

static void run_over(struct machine *machine, enum machine_end end)
{
	struct guest *guest = &machine->guest;
	uint64_t until_ns = guest->overdue.test[0] ? machine->clock_ns + limit_used_ns(&machine->limit)
						   : machine->clock_ns + machine->limit.whole_ns;
	int is_cut = machine_end_is_cut(end);

	machine->result.is_power_off = machine->stop.is_power_off;
	if (guest->kind->over(guest, &end, end == MACHINE_END_STUCK ? stall_sure_ns(machine) : until_ns) < 0) {
		end_fail_here(machine);
		return;
	}
	machine->result.read_us = step_lap_us(machine);
	if (is_cut && machine_end_is_cut(end))
		samples_begin(machine, end);
	else if (machine->order.counts_instructions && end == MACHINE_END_STOP)
		instructions_ask(machine);
	else
		end_finish(machine, end);
}

static void guest_over(struct machine *machine, enum machine_end end)
{
	int flood;

	machine->result.run_us = step_lap_us(machine);
	machine->needs_reset = stop_needs_reset(&machine->stop, end);
	flood = logs_read(&machine->logs);
	if (flood < 0) {
		end_fail_here(machine);
		return;
	}
	if (flood)
		end = MACHINE_END_FLOOD; /* whatever came first: the log is cut, and the same cut is made each time */
	if (machine->phase == PHASE_BOOTING)
		boot_over(machine, end);
	else
		run_over(machine, end);
}

/* 1: a test is over its limit; -1: the machine is dead. */
static int is_overdue(struct machine *machine)
{
	struct guest *guest = &machine->guest;
	int found;

	if (machine->phase != PHASE_RUNNING || !overdue_is_asked(&machine->order))
		return 0;
	found = logs_read(&machine->logs) < 0
		? -1
		: guest->kind->overdue(guest, machine->clock_ns + limit_used_ns(&machine->limit));
	if (found < 0)
		end_fail_here(machine);
	return found;
}

/* A part of the virtual-time limit is used up. */
static void limit_part_over(struct machine *machine)
{
	enum limit_left left = limit_used(&machine->limit);
	int overdue;

	if (left == LIMIT_LAST)
		machine->guest.kind->quiet(&machine->guest);
	if (machine->stop.by_flood || machine->stop.by_guest) {
		guest_over(machine, MACHINE_END_HANG);
		return;
	}
	overdue = is_overdue(machine);
	if (overdue >= 0 && (overdue || left == LIMIT_OVER))
		guest_over(machine, MACHINE_END_HANG);
	else if (overdue == 0)
		step_go(machine);
}

static void on_status(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;
	const char *status = json_string_value(json_object_get(result, "status"));
	char what[96];

	if (!step_has_guest(machine))
		return; /* it has come to its end while we asked */
	if (status && !strcmp(status, "watchdog")) {
		limit_part_over(machine);
		return;
	}
	snprintf(what, sizeof what, "the machine stopped in state '%.40s'", status ? status : error ? error : "?");
	end_fail(machine, MACHINE_END_EMULATOR, "emulator-state", what);
}

static void stopped(struct machine *machine)
{
	enum machine_end end;

	if (stop_end(&machine->stop, &end))
		guest_over(machine, end);
	else if (stall_is_looking(machine))
		; /* it says later whether it was that */
	else if (!machine->order.by_hand && qmp_execute(machine->emulator.qmp, "query-status", NULL, on_status) < 0)
		end_fail_link(machine);
}

/* ---- what the emulator says ----------------------------------------------------------------------------------- */

static void on_greeting(void *context)
{
	struct machine *machine = context;

	if (machine->emulator.greeted) {
		end_fail(machine, MACHINE_END_EMULATOR, "emulator-refused", "the emulator greets twice");
		return;
	}
	machine->emulator.greeted = 1;
	if (machine->phase == PHASE_STARTING || machine->phase == PHASE_CHANGING)
		boot_begin(machine);
}

static void on_event(void *context, const char *name, json_t *data)
{
	struct machine *machine = context;

	if (machine->phase == PHASE_RESTORING && machine->needs_reset && !strcmp(name, "RESET"))
		restore_after_reset(machine);
	else if (machine->phase == PHASE_SAMPLING && stop_event(&machine->stop, name, data))
		samples_stopped(machine);
	else if (step_has_guest(machine) && stop_event(&machine->stop, name, data))
		stopped(machine);
}

static void on_closed(void *context, const char *why)
{
	struct machine *machine = context;

	if (machine->phase == PHASE_SAMPLING)
		samples_gone(machine);
	else if (machine->done)
		end_gone(machine, why);
	else
		machine->phase = PHASE_DEAD;
}

const struct qmp_handlers driver_handlers = { on_greeting, on_event, on_closed };

/* ---- what no event tells -------------------------------------------------------------------------------------- */

static void limit_passed(struct machine *machine)
{
	machine->stop.by_limit = 1;
	step_stop(machine);
}

static void stuck(struct machine *machine)
{
	machine->stop.by_stall = 1;
	step_stop(machine);
}

static const struct stall_calls stall_calls = { stuck, limit_passed, stopped };

/* Between two looks an emulated serial port writes some 20 KB. */
static void look_at_guest(struct machine *machine)
{
	struct guest *guest = &machine->guest;

	if (guest->kind->look(guest, machine->guard.spent_ns)) {
		machine->stop.by_guest = 1;
		step_stop(machine);
	}
	if (step_has_guest(machine) && !machine->stop.by_flood &&
		(logs_flooded(&machine->logs) || emulator_chatters(&machine->emulator))) {
		machine->stop.by_flood = 1;
		step_stop(machine);
	}
}

void driver_tick(uv_timer_t *timer)
{
	struct machine *machine = timer->data;
	double spent_ns = guard_look(&machine->guard, machine->emulator.pid);

	if (machine->phase == PHASE_SAMPLING)
		samples_tick(machine, spent_ns);
	else if (!machine->order.by_hand && spent_ns > (double)step_limit_ms(machine) * 1e6) {
		if (machine->phase == PHASE_BOOTING)
			boot_too_long(machine);
		else
			end_fail(machine, MACHINE_END_WALL, "wall-clock", "the emulator was stuck");
	} else if (step_has_guest(machine) && !machine->stall.looking) {
		look_at_guest(machine);
		stall_tick(machine, spent_ns, &stall_calls);
	}
}
