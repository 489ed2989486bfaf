/* How a boot or a run is handed over: logs, result, failures. */
#include "harness/machine/private.h"

#include <string.h>

#include "harness/base/error.h"
#include "harness/machine/memfile.h"

#define SAID_MAX 65536u /* bytes of the emulator's stderr that are looked at */

int machine_end_is_infra(enum machine_end end)
{
	return end == MACHINE_END_EMULATOR || end == MACHINE_END_WALL;
}

uint64_t end_lap_us(struct machine *machine)
{
	uint64_t now_ns = uv_hrtime(), us = (now_ns - machine->marked_ns) / 1000;

	machine->marked_ns = now_ns;
	return us;
}

int end_read_logs(struct machine *machine)
{
	size_t events = 0, console = 0;

	machine->events.size = machine->boot_events;
	machine->console.size = machine->boot_console;
	if (memfile_read(&machine->events, machine->fds.events, MACHINE_LOG_MAX, &events) < 0 ||
		memfile_read(&machine->console, machine->fds.console, MACHINE_LOG_MAX, &console) < 0)
		return -1;
	return events > MACHINE_LOG_MAX || console > MACHINE_LOG_MAX;
}

void end_finish(struct machine *machine, enum machine_end end)
{
	machine_done done = machine->done;

	guard_stop(machine);
	machine->result.end = end;
	machine->result.why = machine->why;
	machine->result.events = machine->events.data ? machine->events.data : "";
	machine->result.events_size = machine->events.size;
	machine->result.console = machine->console.data ? machine->console.data : "";
	machine->result.console_size = machine->console.size;
	machine->result.boot_size = machine->boot_events;
	machine->phase = machine_end_is_infra(end) || !machine->booted ? PHASE_DEAD : PHASE_IDLE;
	machine->done = NULL;
	if (done)
		done(machine, &machine->result, machine->context);
}

/* The last line of the emulator's stderr, without its newline; "" when it said nothing. */
static const char *last_words(struct kmend_buf *said, int fd)
{
	size_t size = 0, from = 0;

	if (fd < 0 || memfile_read(said, fd, SAID_MAX, &size) < 0)
		return "";
	while (said->size && said->data[said->size - 1] == '\n')
		said->data[--said->size] = 0;
	for (size_t i = 0; i < said->size; i++)
		if (said->data[i] == '\n')
			from = i + 1;
	return said->size ? said->data + from : "";
}

void end_fail(struct machine *machine, enum machine_end end, const char *word, const char *what)
{
	struct kmend_buf said = KMEND_BUF_INIT;
	const char *words;

	if (machine->phase == PHASE_DEAD)
		return;
	words = last_words(&said, machine->error_fd);
	snprintf(machine->why, sizeof machine->why, "%s%s%s", what, *words ? "; it said: " : "", words);
	kmend_buf_release(&said);
	machine->result.infra = word;
	end_read_logs(machine); /* for people; what cannot be read is left out */
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
