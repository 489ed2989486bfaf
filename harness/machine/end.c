#include "harness/machine/end.h"

#include <stdio.h>

#include "harness/base/error.h"

void end_finish(struct machine *machine, enum machine_end end)
{
	const struct logs *logs = &machine->logs;
	struct machine_result *result = &machine->result;

	guard_stop(&machine->guard);
	result->end = end;
	result->why = machine->why;
	result->events = logs->events.data ? logs->events.data : "";
	result->events_size = logs->events.size;
	result->console = logs->console.data ? logs->console.data : "";
	result->console_size = logs->console.size;
	result->boot_size = logs->boot_events;
	machine->phase = machine_end_is_infra(end) || !machine->booted ? PHASE_DEAD : PHASE_IDLE;
	if (machine->done) {
		void (*done)(struct machine *, const struct machine_result *, void *) = machine->done;

		machine->done = NULL;
		done(machine, result, machine->context);
	}
}

void end_fail(struct machine *machine, enum machine_end end, const char *word, const char *what)
{
	struct kmend_buf said = KMEND_BUF_INIT;
	const char *words;

	if (machine->phase == PHASE_DEAD)
		return;
	words = emulator_last_words(&machine->emulator, &said);
	snprintf(machine->why, sizeof machine->why, "%s%s%s", what, *words ? "; it said: " : "", words);
	kmend_buf_release(&said);
	machine->result.infra = word;
	logs_read(&machine->logs); /* for people; what cannot be read is left out */
	end_finish(machine, end);
}

void end_fail_here(struct machine *machine)
{
	end_fail(machine, MACHINE_END_EMULATOR, "harness", kmend_error_text());
}

void end_fail_link(struct machine *machine)
{
	end_fail(machine, MACHINE_END_EMULATOR, "emulator-died", kmend_error_text());
}
