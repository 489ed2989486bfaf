/*
 * The console is a multiplexed character device: it keeps 32 bytes and hands one over at the instruction with which the guest reads
 * the one before. No snapshot holds them, so they are typed after each has been loaded, and read out before the next one.
 */
#include "harness/machine/feed.h"

#include "harness/machine/end.h"
#include "harness/machine/step.h"

/* Of asking whether all is taken: the emulator takes at least a byte in each turn of its loop. */
#define ROUNDS_MAX 4096u
#define FIFO_BYTES 16

static void look(struct machine *machine);

static void on_status(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;

	if (!result)
		end_fail(machine, MACHINE_END_EMULATOR, "emulator-refused", error);
	else
		look(machine);
}

static void look(struct machine *machine)
{
	int left = input_left(&machine->input);

	if (left < 0)
		end_fail_here(machine);
	else if (machine->feed_rounds++ == ROUNDS_MAX)
		end_fail(machine, MACHINE_END_EMULATOR, "emulator-refused", "the emulator does not take the input");
	else if (left == 0 && machine->feed_rounds > 1)
		machine->fed(machine);
	else if (qmp_execute(machine->emulator.qmp, "query-status", NULL, on_status) < 0)
		end_fail_link(machine);
}

void feed(struct machine *machine, void (*then)(struct machine *machine))
{
	if (machine->input.to < 0) {
		then(machine);
		return;
	}
	machine->fed = then;
	machine->feed_rounds = 0;
	machine->has_fed = 1;
	if (input_put(&machine->input) < 0)
		end_fail_here(machine);
	else
		look(machine);
}

static void drain(struct machine *machine);

static void on_drained(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;

	(void)result;
	(void)error; /* the byte, as a text */
	if (machine->phase == PHASE_RESTORING)
		drain(machine);
}

/* The serial port: 8 bits and no divisor, no loop, then byte after byte. What is done to it here, the snapshot undoes. */
static void drain(struct machine *machine)
{
	unsigned round = machine->feed_rounds++;
	const char *command = round == 0 ? "o/b 0x3fb 3" : round == 1 ? "o/b 0x3fc 0" : "i/b 0x3f8";

	if (round == 2 + KMEND_INPUT_MAX + FIFO_BYTES)
		machine->fed(machine);
	else if (qmp_monitor(machine->emulator.qmp, command, on_drained) < 0)
		end_fail_link(machine);
}

void feed_drain(struct machine *machine, void (*then)(struct machine *machine))
{
	if (!machine->has_fed) {
		then(machine);
		return;
	}
	machine->has_fed = 0;
	machine->feed_rounds = 0;
	machine->fed = then;
	drain(machine);
}
