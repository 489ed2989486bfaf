#include "harness/machine/console.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/machine/builtin.h"
#include "harness/outcome/transcript.h"

#define LOOK_BYTES 65536u
#define LATE_STOP_MS 1000u /* a probe's stop that does not come this long behind the line never comes */

int console_new(struct machine *machine)
{
	const struct machine_config *config = &machine->config;

	if (config->image->has_control)
		return kmend_error("%s: the kernel has glue (symbol " KMEND_CONTROL_SYMBOL
				   "), so target.yaml must not have `console:`",
			config->image_path);
	if (!config->image->has_builtin)
		return kmend_error("%s: no symbol " KMEND_BUILTIN_SYMBOL
				   " in the image: was it stripped, or not compiled with {cc}?",
			config->image_path);
	if (!builtin_fits(config->image, machine->memory.bytes))
		return -1;
	machine->fds.image = builtin_file(config->image_path, config->image, config->stop_at);
	return machine->fds.image < 0 ? -1 : 0;
}

/* ---- looking at the console while the guest runs -------------------------------------------------------------- */

static size_t console_size(const struct machine *machine)
{
	struct stat st;

	return fstat(machine->fds.console, &st) == 0 && st.st_size > 0 ? (size_t)st.st_size : 0;
}

/* Reads on from the last unfinished line. 1: a line ends this boot or run. */
static int says_end(struct machine *machine)
{
	struct machine_console *c = &machine->console_state;
	char chunk[LOOK_BYTES];
	size_t at = 0;
	ssize_t got;

	if (console_size(machine) == c->seen)
		return 0;
	got = pread(machine->fds.console, chunk, sizeof chunk, (off_t)c->looked);
	if (got <= 0)
		return 0;
	c->seen = c->looked + (size_t)got;
	if (kmend_transcript_find(machine->config.console, chunk, (size_t)got, &at, c->token,
		    machine->phase == PHASE_BOOTING) != KMEND_PATTERNS)
		return 1;
	/* A line longer than the chunk: its rest is looked at as a line of its own, here only. */
	c->looked += at ? at : (size_t)got == sizeof chunk ? sizeof chunk : 0;
	return 0;
}

/* A boot or run that is to stop at a block should do so by itself, a little behind the line. */
static int wait_for_stop(struct machine *machine)
{
	if (!(machine->phase == PHASE_BOOTING ? machine->config.stop_at : machine->order.stop_at))
		return 0;
	return machine->spent_ns - machine->console_state.said_ns < LATE_STOP_MS * 1e6;
}

void console_look(struct machine *machine)
{
	struct machine_console *c = &machine->console_state;

	if (c->stopping || (machine->phase == PHASE_BOOTING && !machine->config.looking))
		return;
	if (!c->said) {
		c->said = says_end(machine);
		c->said_ns = machine->spent_ns;
	}
	if (!c->said)
		return;
	if (wait_for_stop(machine))
		return;
	c->stopping = 1;
	if (qmp_execute(machine->qmp, "stop", NULL, NULL) < 0)
		end_fail_link(machine);
}

/* ---- ends ----------------------------------------------------------------------------------------------------- */

static int read_runtime(const struct machine *machine, struct kmend_builtin *block)
{
	return builtin_read(block, machine->memory.map, machine->memory.bytes, machine->config.image);
}

/* Did the machine stop at the block that was asked for? */
static int at_block(const struct kmend_builtin *block)
{
	return block->stopped == 1;
}

static void describe(const struct machine *machine, struct kmend_transcript *console, const struct kmend_builtin *block)
{
	const struct control_order *order = &machine->order.control;

	*console = (struct kmend_transcript){ .patterns = machine->config.console,
		.target = machine->config.target,
		.policy = machine->config.policy,
		.nsites = machine->config.image->nsites,
		.armed = order->mode == KMEND_MODE_ARMED ? (int64_t)order->site : -1,
		.token = machine->console_state.token,
		.planned = machine->order.planned,
		.ready_ns = machine->console_state.ready_ns,
		.end_ns = machine->order.end_ns,
		.activations = block->activations };
}

static const char *boot_ended(enum machine_end end)
{
	switch (end) {
	case MACHINE_END_RESET:
		return "the guest reset itself before `ready`";
	case MACHINE_END_POWEROFF:
		return "the guest powered off before `ready`";
	case MACHINE_END_FLOOD:
		return "the guest flooded the console before `ready`";
	default:
		return "the guest stopped before `ready`";
	}
}

const char *console_not_ready(struct machine *machine, enum machine_end end)
{
	struct kmend_transcript console;
	struct kmend_builtin block;
	size_t at = 0;

	machine->events.size = 0; /* whatever the kernel wrote to that port */
	if (read_runtime(machine, &block) < 0)
		return kmend_error_text();
	machine->result.blocks = block.blocks;
	machine->result.stopped_ns = block.stopped_ns;
	machine->result.at_block = end == MACHINE_END_STOP && at_block(&block);
	if (!machine->result.at_block)
		return boot_ended(end);
	if (machine->config.looking)
		return "";
	if (kmend_transcript_find(machine->config.console, machine->console.data ? machine->console.data : "",
		    machine->console.size, &at, 0, 1) != KMEND_PATTERN_READY)
		return "the console does not say `ready` where it should";
	machine->console_state.ready_ns = block.stopped_ns;
	describe(machine, &console, &block);
	if (builtin_settle(machine->memory.map, machine->memory.bytes, machine->config.image) < 0 ||
		kmend_transcript_ready(&machine->events, &console) < 0)
		return kmend_error_text();
	machine->result.stop = KMEND_STOP_READY;
	return NULL;
}

static enum machine_end judged_by(struct machine *machine, enum kmend_pattern_kind last, enum machine_end end)
{
	switch (last) {
	case KMEND_PATTERN_DONE:
		machine->result.stop = KMEND_STOP_DONE;
		return MACHINE_END_STOP;
	case KMEND_PATTERN_SHUTDOWN:
		machine->result.stop = KMEND_STOP_SHUTDOWN;
		return MACHINE_END_STOP;
	case KMEND_PATTERN_PANIC:
		machine->result.stop = KMEND_STOP_PANIC;
		return MACHINE_END_STOP;
	case KMEND_PATTERN_READY:
		return MACHINE_END_STOP;
	default:
		return end;
	}
}

/*
 * How many bytes of the console are surely the same in every run. A guest that still talks when its limit is over goes on for
 * some instructions behind it; then only the greatest power of two of bytes below what was there before counts.
 */
static size_t sure_bytes(const struct machine *machine, enum machine_end end, size_t size)
{
	size_t quiet = machine->console_state.quiet, sure = 1;

	if (end != MACHINE_END_HANG || size == quiet || machine->console_state.stopping)
		return size;
	while (sure <= quiet / 2)
		sure *= 2;
	return sure < size ? sure : size;
}

/* The console as people read it: without marks, and not further than the line that ended the log. */
static int keep_text(struct machine *machine, size_t from, size_t size)
{
	struct kmend_buf text = KMEND_BUF_INIT;
	int result = kmend_transcript_text(&text, machine->console.data + from, size, machine->console_state.token);

	if (result == 0) {
		machine->console.size = from;
		if (text.size)
			result = kmend_buf_append(&machine->console, text.data, text.size);
	}
	kmend_buf_release(&text);
	return result;
}

static int make_events(
	struct machine *machine, enum machine_end end, enum kmend_pattern_kind *last, const struct kmend_builtin *block)
{
	size_t from = machine->boot_console, size = machine->console.size - from, used = 0;
	struct kmend_transcript console;
	int result;

	describe(machine, &console, block);
	console.bytes = machine->console.data ? machine->console.data + from : "";
	console.size = sure_bytes(machine, end, size);
	console.power_off = end == MACHINE_END_POWEROFF;
	console.whole = console.size == size && end != MACHINE_END_FLOOD && !machine->result.at_block &&
		!machine->console_state.stopping;
	machine->result.matched =
		kmend_transcript_matched(console.patterns, console.bytes, console.size, console.token);
	machine->events.size = 0;
	result = kmend_transcript_events(&machine->events, &console, last, &used);
	if (result == 0 && size)
		result = keep_text(machine, from, *last == KMEND_PATTERNS ? size : used);
	return result;
}

enum machine_end console_over(struct machine *machine, enum machine_end end)
{
	enum kmend_pattern_kind last = KMEND_PATTERNS;
	struct kmend_builtin block;
	int lost = read_runtime(machine, &block) < 0; /* a broken guest can overwrite it */

	machine->result.blocks = block.blocks;
	machine->result.stopped_ns = block.stopped_ns;
	machine->result.at_block = end == MACHINE_END_STOP && !machine->console_state.stopping && at_block(&block);
	if (lost)
		block.activations = 0;
	if (make_events(machine, end, &last, &block) < 0) {
		kmend_error("out of memory");
		return MACHINE_END_EMULATOR;
	}
	if (last == KMEND_PATTERNS && end == MACHINE_END_STOP && !machine->result.at_block)
		machine->result.stop = KMEND_STOP_PANIC; /* the kernel's own driver wrote to the pvpanic port */
	return judged_by(machine, last, end);
}

/* ---- orders --------------------------------------------------------------------------------------------------- */

/* Different for every order, the same for the same one. */
static uint64_t token_of(const struct control_order *order)
{
	uint64_t x = order->seed * UINT64_C(0x9e3779b97f4a7c15) + order->site + 1;

	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

int console_arm(struct machine *machine)
{
	struct machine_console *c = &machine->console_state;

	*c = (struct machine_console){ .ready_ns = c->ready_ns, .token = token_of(&machine->order.control) };
	return builtin_arm(machine->memory.map, machine->memory.bytes, machine->config.image, &machine->order.control,
		machine->order.stop_at, c->token);
}

void console_mark_quiet(struct machine *machine)
{
	machine->console_state.quiet = console_size(machine);
}
