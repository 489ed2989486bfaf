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
	result->overdue = end == MACHINE_END_HANG && machine->guest.overdue.test[0] ? &machine->guest.overdue : NULL;
	result->events = logs->events.data ? logs->events.data : "";
	result->events_size = logs->events.size;
	result->console = logs->console.data ? logs->console.data : "";
	result->console_size = logs->console.size;
	result->boot_size = logs->boot_events;
	if (machine_end_is_infra(end) || !machine->booted)
		result->is_dead = 1;
	machine->phase = result->is_dead ? PHASE_DEAD : PHASE_IDLE;
	if (machine->done) {
		void (*done)(struct machine *, const struct machine_result *, void *) = machine->done;

		machine->done = NULL;
		done(machine, result, machine->context);
	}
}

static void say_why(struct machine *machine, const char *what)
{
	struct kmend_buf said = KMEND_BUF_INIT;
	const char *words = emulator_last_words(&machine->emulator, &said);

	snprintf(machine->why, sizeof machine->why, "%s%s%s", what, *words ? "; it said: " : "", words);
	kmend_buf_release(&said);
}

void end_fail(struct machine *machine, enum machine_end end, const char *word, const char *what)
{
	if (machine->phase == PHASE_DEAD)
		return;
	say_why(machine, what);
	machine->result.infra = word;
	logs_read(&machine->logs); /* for people; what cannot be read is left out */
	end_finish(machine, end);
}

/* The emulator has ended itself under its guest: the logs are those of a run, up to there. */
static void end_died(struct machine *machine, const char *what)
{
	struct guest *guest = &machine->guest;
	enum machine_end end = MACHINE_END_DIED;

	say_why(machine, what);
	machine->result.infra = "emulator-died"; /* for whoever finds no guest that has done it */
	machine->result.died = machine->died;
	machine->result.is_dead = 1;
	if (logs_read(&machine->logs) < 0 ||
		guest->kind->over(guest, &end, machine->clock_ns + machine->limit.whole_ns) < 0)
		end = MACHINE_END_EMULATOR;
	end_finish(machine, end);
}

void end_gone(struct machine *machine, const char *why)
{
	char what[160];
	int own;

	if (machine->phase == PHASE_DEAD)
		return;
	own = emulator_died(&machine->emulator, machine->died);
	snprintf(what, sizeof what, "the emulator is gone (%s: %s)", machine->died, why);
	if (own && machine->phase == PHASE_RUNNING)
		end_died(machine, what);
	else
		end_fail(machine, MACHINE_END_EMULATOR, "emulator-died", what);
}

void end_fail_here(struct machine *machine)
{
	end_fail(machine, MACHINE_END_EMULATOR, "harness", kmend_error_text());
}

void end_fail_link(struct machine *machine)
{
	end_gone(machine, kmend_error_text());
}
