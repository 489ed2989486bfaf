#include "harness/machine/restore.h"

#include "harness/machine/end.h"
#include "harness/machine/feed.h"
#include "harness/machine/overdue.h"
#include "harness/machine/stall.h"
#include "harness/machine/step.h"

int restore_load(struct machine *machine, qmp_reply loaded)
{
	if (memory_restore(&machine->memory) < 0)
		return -1;
	return qmp_monitor(machine->emulator.qmp, "loadvm ready", loaded);
}

static void arm_and_go(struct machine *machine)
{
	const struct guest_kind *kind = machine->guest.kind;

	machine->result.restore_us = step_lap_us(machine);
	machine->guest.booting = 0;
	if (logs_empty(&machine->logs) < 0 || emulator_hush(&machine->emulator) < 0 || kind->arm(&machine->guest) < 0) {
		end_fail_here(machine);
		return;
	}
	machine->stop = (struct stop){ 0 };
	stall_begin(machine);
	machine->phase = PHASE_RUNNING;
	limit_set(&machine->limit, machine->order.limit_ns, kind->last_limit_s);
	if (overdue_is_asked(&machine->order))
		limit_step_set(&machine->limit, OVERDUE_STEP_S);
	machine->guest.overdue = (struct kmend_overdue){ 0 };
	machine->result.arm_us = step_lap_us(machine);
	step_go(machine);
}

static void on_loaded(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;

	if (!result)
		end_fail(machine, MACHINE_END_EMULATOR, "loadvm", error);
	else
		feed(machine, arm_and_go);
}

static int set_reboot_action(struct machine *machine, const char *action)
{
	return qmp_execute(machine->emulator.qmp, "set-action", json_pack("{s:s}", "reboot", action), step_answer);
}

/*
 * A guest that reset itself or powered off leaves the emulator in its `shutdown` state. The way out leads through a real
 * reset, which our own reboot action would turn into a stop: the action is changed for that moment, the RESET event
 * comes back here, and the action is set again.
 */
static int leave_shutdown(struct machine *machine)
{
	if (set_reboot_action(machine, "reset") < 0)
		return -1;
	return qmp_execute(machine->emulator.qmp, "system_reset", NULL, step_answer);
}

/* The action back to what the command line said, then the snapshot. */
void restore_after_reset(struct machine *machine)
{
	machine->needs_reset = 0;
	if (set_reboot_action(machine, "shutdown") < 0 || restore_load(machine, on_loaded) < 0)
		end_fail_link(machine);
}

static void restore(struct machine *machine)
{
	int sent;

	if (machine->config.no_snapshot) {
		feed(machine, arm_and_go);
		return;
	}
	sent = machine->needs_reset ? leave_shutdown(machine) : restore_load(machine, on_loaded);
	if (sent < 0)
		end_fail_link(machine);
}

void restore_and_go(struct machine *machine)
{
	machine->marked_ns = uv_hrtime();
	step_begin(machine, PHASE_RESTORING);
	feed_drain(machine, restore);
}
