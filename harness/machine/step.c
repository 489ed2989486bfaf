#include "harness/machine/step.h"

#include "harness/machine/end.h"

void step_begin(struct machine *machine, enum machine_phase phase)
{
	machine->phase = phase;
	guard_begin(&machine->guard, machine->guest.kind->tick_ms);
}

uint64_t step_limit_ms(const struct machine *machine)
{
	const struct machine_config *config = &machine->config;

	if (machine->phase == PHASE_BOOTING)
		return config->boot_limit_ms ? config->boot_limit_ms : MACHINE_BOOT_LIMIT_MS;
	return config->wall_limit_ms ? config->wall_limit_ms : MACHINE_WALL_LIMIT_MS;
}

int step_has_guest(const struct machine *machine)
{
	return machine->phase == PHASE_BOOTING || machine->phase == PHASE_RUNNING;
}

void step_answer(void *context, json_t *result, const char *error)
{
	if (!result)
		end_fail(context, MACHINE_END_EMULATOR, "emulator-refused", error);
}

void step_go(struct machine *machine)
{
	char command[LIMIT_COMMAND_MAX];

	if (limit_grant(&machine->limit, command) && qmp_monitor(machine->emulator.qmp, command, step_answer) < 0) {
		end_fail_link(machine);
		return;
	}
	if (!machine->order.by_hand && qmp_execute(machine->emulator.qmp, "cont", NULL, step_answer) < 0)
		end_fail_link(machine);
}

void step_stop(struct machine *machine)
{
	if (qmp_execute(machine->emulator.qmp, "stop", NULL, NULL) < 0)
		end_fail_link(machine);
}

uint64_t step_lap_us(struct machine *machine)
{
	uint64_t now_ns = uv_hrtime(), us = (now_ns - machine->marked_ns) / 1000;

	machine->marked_ns = now_ns;
	return us;
}
