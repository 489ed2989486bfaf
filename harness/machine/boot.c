#include "harness/machine/boot.h"

#include <limits.h>
#include <stdio.h>

#include "harness/machine/clock.h"
#include "harness/machine/end.h"
#include "harness/machine/restore.h"
#include "harness/machine/step.h"
#include "harness/machine/threads.h"
#include "harness/machine/zero.h"

/* ---- to the running guest ------------------------------------------------------------------------------------- */

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

static void negotiated(struct machine *machine)
{
	if (machine->phase == PHASE_CHANGING) {
		if (restore_load(machine, on_loaded) < 0)
			end_fail_link(machine);
		return;
	}
	step_begin(machine, PHASE_BOOTING);
	machine->marked_ns = uv_hrtime();
	machine->stop = (struct stop){ 0 };
	limit_none(&machine->limit); /* an armed watchdog at the `ready` stop would make boots differ, see clock.h */
	step_go(machine);
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
	else if (threads_rank(machine->emulator.pid, (pid_t)thread) < 0)
		end_fail_here(machine);
	else
		negotiated(machine);
}

static void on_without_memory(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;

	if (!result)
		end_fail(machine, MACHINE_END_EMULATOR, "emulator-refused", error);
	else if (!machine->disks[0].path || machine->config.accel != MACHINE_TCG)
		negotiated(machine);
	else if (qmp_execute(machine->emulator.qmp, "query-cpus-fast", NULL, on_cpus) < 0)
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
	if (qmp_execute(machine->emulator.qmp, "migrate-set-capabilities", capabilities, on_without_memory) < 0)
		end_fail_link(machine);
}

void boot_begin(struct machine *machine)
{
	if (qmp_execute(machine->emulator.qmp, "qmp_capabilities", NULL, on_capabilities) < 0)
		end_fail_link(machine);
}

/* ---- `ready` -------------------------------------------------------------------------------------------------- */

static void change_emulator(struct machine *machine)
{
	emulator_end(&machine->emulator);
	step_begin(machine, PHASE_CHANGING);
	if (emulator_start(&machine->emulator, &machine->parts, 0) < 0)
		end_fail_here(machine);
}

/* Remembers the machine as it stands at the snapshot. */
static int remember(struct machine *machine)
{
	if (machine->config.accel == MACHINE_TCG &&
		clock_of_snapshot(&machine->clock_ns, machine->snapshot_fd, machine->config.settings.icount_shift) < 0)
		return -1;
	return memory_keep(&machine->memory);
}

static void on_saved(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;

	if (!result)
		end_fail(machine, MACHINE_END_EMULATOR, "savevm", error);
	else if (remember(machine) < 0)
		end_fail_here(machine);
	else
		change_emulator(machine);
}

static void save(struct machine *machine)
{
	if (qmp_monitor(machine->emulator.qmp, "savevm ready", on_saved) < 0)
		end_fail_link(machine);
}

static void on_zero(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;

	(void)result;
	machine->zero = zero_of(error);
	save(machine);
}

void boot_over(struct machine *machine, enum machine_end end)
{
	const char *why = machine->guest.kind->ready(&machine->guest, end);

	if (why) {
		snprintf(machine->why, sizeof machine->why, "%s", why);
		if (machine->result.stop == KMEND_STOP_READY)
			machine->result.stop = 0;
		end_finish(machine, end);
		return;
	}
	logs_keep_boot(&machine->logs);
	if (machine->config.no_snapshot || machine->config.count_boot) {
		machine->booted = 1;
		end_finish(machine, end);
		return;
	}
	step_begin(machine, PHASE_SAVING);
	if (zero_ask(machine->emulator.qmp, on_zero) < 0)
		end_fail_link(machine);
}

void boot_too_long(struct machine *machine)
{
	logs_read(&machine->logs);
	snprintf(machine->why, sizeof machine->why, "no `ready` within %llu s",
		(unsigned long long)((step_limit_ms(machine) + 999) / 1000));
	end_finish(machine, MACHINE_END_HANG);
}
