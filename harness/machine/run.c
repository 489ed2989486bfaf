/* One experiment: restore the snapshot, arm, let the guest go on. */
#include "harness/machine/private.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/machine/console.h"

void run_answer(void *context, json_t *result, const char *error)
{
	if (!result)
		end_fail(context, MACHINE_END_EMULATOR, "emulator-refused", error);
}

static int give_orders(struct machine *machine)
{
	return machine->config.console ? console_arm(machine)
				       : control_arm(machine->memory.map, machine->memory.bytes,
						 machine->config.image->control_pa, &machine->order.control);
}

static void arm_and_go(struct machine *machine)
{
	machine->result.restore_us = end_lap_us(machine);
	if (ftruncate(machine->fds.events, 0) < 0 || ftruncate(machine->fds.console, 0) < 0) {
		kmend_error("cannot empty a serial log: %s", strerror(errno));
		end_fail_here(machine);
		return;
	}
	if (give_orders(machine) < 0) {
		end_fail_here(machine);
		return;
	}
	machine->cause = CAUSE_NONE;
	machine->flooding = 0;
	machine->phase = PHASE_RUNNING;
	limit_set(machine, machine->order.limit_ns);
	machine->result.arm_us = end_lap_us(machine);
	limit_go(machine);
}

static void on_loaded(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;

	if (!result)
		end_fail(machine, MACHINE_END_EMULATOR, "loadvm", error);
	else
		arm_and_go(machine);
}

static int set_reboot_action(struct machine *machine, const char *action)
{
	return qmp_execute(machine->qmp, "set-action", json_pack("{s:s}", "reboot", action), run_answer);
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
	return qmp_execute(machine->qmp, "system_reset", NULL, run_answer);
}

int run_load(struct machine *machine, qmp_reply loaded)
{
	if (memory_restore(&machine->memory) < 0)
		return -1;
	return qmp_monitor(machine->qmp, "loadvm ready", loaded);
}

/* The RESET came: the action back to what the command line said, then the snapshot. */
void run_restore(struct machine *machine)
{
	if (set_reboot_action(machine, "shutdown") < 0 || run_load(machine, on_loaded) < 0)
		end_fail_link(machine);
}

void machine_run(struct machine *machine, const struct machine_order *order, machine_done done, void *context)
{
	int sent;

	machine->done = done;
	machine->context = context;
	machine->order = *order;
	machine->result = (struct machine_result){ 0 };
	machine->why[0] = 0;
	if (machine->phase != PHASE_IDLE) {
		machine->phase = PHASE_RESTORING; /* for end_fail: this run has not ended yet */
		end_fail(machine, MACHINE_END_EMULATOR, "emulator-died", "the emulator died between two runs");
		return;
	}
	machine->marked_ns = uv_hrtime();
	guard_start(machine, PHASE_RESTORING);
	if (machine->config.no_snapshot) {
		arm_and_go(machine);
		return;
	}
	sent = machine->needs_reset ? leave_shutdown(machine) : run_load(machine, on_loaded);
	if (sent < 0)
		end_fail_link(machine);
}
