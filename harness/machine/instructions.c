#include "harness/machine/instructions.h"

#include "harness/machine/clock.h"
#include "harness/machine/end.h"
#include "harness/machine/stall.h"
#include "harness/machine/step.h"

static void on_deleted(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;

	if (machine->phase != PHASE_COUNTING)
		return;
	if (result)
		end_finish(machine, MACHINE_END_STOP);
	else
		end_fail(machine, MACHINE_END_EMULATOR, "delvm", error);
}

/* Both snapshots are in the file: this one and that of `ready`. */
static int read_both(struct machine *machine, uint64_t clock_ns)
{
	uint32_t shift = machine->config.settings.icount_shift;
	uint64_t before, after;

	if (clock_instructions(&before, machine->snapshot_fd, shift, machine->clock_ns) < 0 ||
		clock_instructions(&after, machine->snapshot_fd, shift, clock_ns) < 0)
		return -1;
	machine->result.instructions = after - before;
	return 0;
}

static void on_blocks(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;

	if (machine->phase != PHASE_COUNTING)
		return;
	if (!result)
		end_fail(machine, MACHINE_END_EMULATOR, "emulator-refused", error);
	else if (read_both(machine, stall_clock_of(result)) < 0)
		end_fail_here(machine);
	else if (qmp_monitor(machine->emulator.qmp, "delvm " STALL_SNAPSHOT, on_deleted) < 0)
		end_fail_link(machine);
}

static void on_saved(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;

	if (machine->phase != PHASE_COUNTING)
		return;
	if (!result)
		end_fail(machine, MACHINE_END_EMULATOR, "savevm", error);
	else if (qmp_execute(machine->emulator.qmp, "query-block", NULL, on_blocks) < 0)
		end_fail_link(machine);
}

void instructions_ask(struct machine *machine)
{
	step_begin(machine, PHASE_COUNTING);
	if (qmp_monitor(machine->emulator.qmp, "savevm " STALL_SNAPSHOT, on_saved) < 0)
		end_fail_link(machine);
}
