#include "harness/machine/samples.h"

#include <stdlib.h>
#include <string.h>

#include "harness/machine/end.h"
#include "harness/machine/step.h"

#define STEP_MS 1u        /* to the second look; then four times as long each */
#define GIVE_UP_MS 20000u /* an emulator that does not answer */
#define FLAG_INTERRUPTS 0x200u

/* ---- what the monitor says ------------------------------------------------------------------------------------- */

/* The hexadecimal number after NAME, which stands at the start of a word. */
static int number_after(const char *text, const char *name, uint64_t *number)
{
	for (const char *at = text; (at = strstr(at, name)); at++) {
		char *end;

		if (at != text && at[-1] != ' ' && at[-1] != '\n' && at[-1] != '\r')
			continue;
		*number = strtoull(at + strlen(name), &end, 16);
		if (end != at + strlen(name))
			return 1;
	}
	return 0;
}

int samples_read(struct machine_sample *sample, const char *text)
{
	uint64_t flags = 0, halted = 0, ring = 0;

	*sample = (struct machine_sample){ 0 };
	if (!number_after(text, "RIP=", &sample->pc) && !number_after(text, "EIP=", &sample->pc))
		return 0;
	if (!number_after(text, "RFL=", &flags))
		number_after(text, "EFL=", &flags);
	number_after(text, "HLT=", &halted);
	number_after(text, "CPL=", &ring);
	sample->halted = halted == 1;
	sample->interrupts = (flags & FLAG_INTERRUPTS) != 0;
	sample->ring = (unsigned)ring & 3;
	return 1;
}

/* ---- the looks ------------------------------------------------------------------------------------------------- */

static void finish(struct machine *machine)
{
	end_finish(machine, machine->samples.end);
}

void samples_gone(struct machine *machine)
{
	machine->result.is_dead = 1;
	finish(machine);
}

static void go_on(struct machine *machine)
{
	machine->stop = (struct stop){ 0 };
	machine->samples.runs = 1;
	machine->samples.asked = 0;
	step_begin(machine, PHASE_SAMPLING);
	if (qmp_execute(machine->emulator.qmp, "cont", NULL, NULL) < 0)
		samples_gone(machine);
}

/* A text is an answer of the monitor, which the connection hands on as an error. */
static void on_registers(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;
	struct machine_result *run = &machine->result;

	(void)result;
	if (machine->phase != PHASE_SAMPLING)
		return;
	if (!error || !samples_read(&run->samples[run->nsamples], error) || ++run->nsamples == MACHINE_SAMPLES)
		finish(machine);
	else
		go_on(machine);
}

static void look(struct machine *machine)
{
	step_begin(machine, PHASE_SAMPLING);
	if (qmp_monitor(machine->emulator.qmp, "info registers", on_registers) < 0)
		samples_gone(machine);
}

void samples_begin(struct machine *machine, enum machine_end end)
{
	machine->samples = (struct samples){ .end = end };
	look(machine);
}

/* It may have come to an end of its own meanwhile, which is nobody's business any more. */
void samples_stopped(struct machine *machine)
{
	enum machine_end end;

	if (!machine->samples.runs)
		return;
	machine->samples.runs = 0;
	if (!stop_end(&machine->stop, &end) || machine->stop.cause == STOP_CAUSE_NONE) {
		look(machine);
		return;
	}
	machine->needs_reset = stop_needs_reset(&machine->stop, end);
	finish(machine);
}

void samples_tick(struct machine *machine, double spent_ns)
{
	struct samples *samples = &machine->samples;
	double step_ms = STEP_MS;

	for (unsigned i = 1; i < machine->result.nsamples; i++)
		step_ms *= 4;
	if (spent_ns > GIVE_UP_MS * 1e6) {
		samples_gone(machine);
	} else if (samples->runs && !samples->asked && spent_ns >= step_ms * 1e6) {
		samples->asked = 1;
		step_stop(machine);
	}
}
