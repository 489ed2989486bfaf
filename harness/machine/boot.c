/* From the greeting of the first emulator to the snapshot, and on to a second one that has tried it. */
#include "harness/machine/private.h"

#include <limits.h>
#include <stdio.h>

#include "harness/base/error.h"
#include "harness/machine/clock.h"
#include "harness/machine/console.h"
#include "harness/machine/threads.h"

/* ---- talking begins ---- */

static void on_loaded(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;

	if (!result) {
		end_fail(machine, MACHINE_END_EMULATOR, "loadvm", error);
		return;
	}
	machine->booted = 1;
	end_finish(machine, MACHINE_END_STOP);
}

static void begin(struct machine *machine)
{
	if (machine->phase == PHASE_CHANGING) {
		if (run_load(machine, on_loaded) < 0)
			end_fail_link(machine);
		return;
	}
	guard_start(machine, PHASE_BOOTING);
	machine->marked_ns = uv_hrtime();
	machine->cause = CAUSE_NONE;
	machine->limit_s = 0; /* an armed watchdog at the `ready` stop would make boots differ, see clock.h */
	limit_go(machine);
}

/* A machine with a disk: its threads are ranked before the guest runs. */
static void on_cpus(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;
	json_int_t thread = json_integer_value(json_object_get(json_array_get(result, 0), "thread-id"));

	if (!result)
		end_fail(machine, MACHINE_END_EMULATOR, "emulator-refused", error);
	else if (thread <= 0 || thread > INT_MAX)
		end_fail(machine, MACHINE_END_EMULATOR, "emulator-refused", "the emulator does not name its threads");
	else if (threads_rank(machine->pid, (pid_t)thread) < 0)
		end_fail_here(machine);
	else
		begin(machine);
}

static void on_without_memory(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;

	if (!result)
		end_fail(machine, MACHINE_END_EMULATOR, "emulator-refused", error);
	else if (!machine->disk.path || machine->config.accel != MACHINE_TCG)
		begin(machine);
	else if (qmp_execute(machine->qmp, "query-cpus-fast", NULL, on_cpus) < 0)
		end_fail_link(machine);
}

/* Guest memory stays out of the snapshot: it is our file, and memory.h puts it back. */
static void on_capabilities(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;
	json_t *capabilities;

	if (!result) {
		end_fail(machine, MACHINE_END_EMULATOR, "emulator-refused", error);
		return;
	}
	capabilities = json_pack("{s:[{s:s, s:b}]}", "capabilities", "capability", "x-ignore-shared", "state", 1);
	if (qmp_execute(machine->qmp, "migrate-set-capabilities", capabilities, on_without_memory) < 0)
		end_fail_link(machine);
}

static void negotiate(struct machine *machine)
{
	if (qmp_execute(machine->qmp, "qmp_capabilities", NULL, on_capabilities) < 0)
		end_fail_link(machine);
}

void boot_greeted(struct machine *machine)
{
	if (machine->greeted) {
		end_fail(machine, MACHINE_END_EMULATOR, "emulator-refused", "the emulator greets twice");
		return;
	}
	machine->greeted = 1;
	if (machine->phase == PHASE_STARTING || machine->phase == PHASE_CHANGING)
		negotiate(machine);
}

void machine_boot(struct machine *machine, machine_done done, void *context)
{
	machine->done = done;
	machine->context = context;
	if (machine->phase != PHASE_NEW) {
		machine->phase = PHASE_STARTING; /* for end_fail: this boot has not ended yet */
		end_fail(machine, MACHINE_END_EMULATOR, "emulator-died", "the emulator died before the boot");
		return;
	}
	guard_start(machine, PHASE_STARTING);
	if (machine->greeted)
		negotiate(machine);
}

/* ---- `ready` ---- */

static void change_emulator(struct machine *machine)
{
	emulator_end(machine);
	guard_start(machine, PHASE_CHANGING);
	if (emulator_start(machine, 0) < 0)
		end_fail_here(machine);
}

static void on_saved(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;

	if (!result)
		end_fail(machine, MACHINE_END_EMULATOR, "savevm", error);
	else if ((machine->config.accel == MACHINE_TCG &&
			 clock_of_snapshot(&machine->clock_ns, machine->fds.snapshot, machine->config.icount_shift) <
				 0) ||
		memory_keep(&machine->memory) < 0)
		end_fail_here(machine);
	else
		change_emulator(machine);
}

/* Why this end of a boot is not `ready`; NULL when it is. */
static const char *not_ready(const struct machine *machine, enum machine_end end)
{
	switch (end) {
	case MACHINE_END_RESET:
		return "the guest reset itself before `ready`";
	case MACHINE_END_POWEROFF:
		return "the guest powered off before `ready`";
	case MACHINE_END_FLOOD:
		return "the guest flooded a serial port before `ready`";
	default:
		break;
	}
	if (machine->result.stop == KMEND_STOP_PANIC)
		return "the guest panicked before `ready`";
	if (end != MACHINE_END_STOP || machine->result.stop != KMEND_STOP_READY)
		return "the guest stopped before `ready`";
	return NULL;
}

void boot_over(struct machine *machine, enum machine_end end)
{
	const char *why = machine->config.console ? console_not_ready(machine, end) : not_ready(machine, end);

	if (!why && !machine->config.console &&
		control_check(machine->memory.map, machine->memory.bytes, machine->config.image) < 0)
		why = kmend_error_text();
	if (why) {
		snprintf(machine->why, sizeof machine->why, "%s", why);
		if (machine->result.stop == KMEND_STOP_READY)
			machine->result.stop = 0;
		end_finish(machine, end);
		return;
	}
	machine->boot_events = machine->events.size;
	machine->boot_console = machine->console.size;
	if (machine->config.no_snapshot) {
		machine->booted = 1;
		end_finish(machine, end);
		return;
	}
	guard_start(machine, PHASE_SAVING);
	if (qmp_monitor(machine->qmp, "savevm ready", on_saved) < 0)
		end_fail_link(machine);
}
