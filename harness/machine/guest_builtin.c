/*
 * A kernel without glue. Its image is a prepared copy in which every block counts from the start; the machine stops itself at
 * one exact block, which was found once (campaign/locate.h) so that the console says `ready` there. In a run the console file
 * is looked at all the time, and the machine is stopped when a line ends the log. That happens at no exact moment: what comes
 * after the line is cut off. The events are made from the console when the run is over.
 */
#include "harness/machine/guest.h"

#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/machine/builtin_find.h"
#include "harness/machine/builtin_memory.h"
#include "harness/machine/overdue.h"
#include "harness/outcome/transcript.h"

#define TICK_MS 1u /* it is stopped by what the look sees */
#define QUIET_S 2u
#define LOOK_BYTES 65536u
#define LATE_STOP_MS 1000u /* a block that is to stop the machine and has not run so long after the line never does */
#define TSC_SET_NS 10000000000u /* no clock is moved so far by a stop */

static int prepare(struct guest *guest)
{
	const struct machine_config *config = guest->config;

	if (config->image->has_control)
		return kmend_error("%s: the kernel has glue (symbol " KMEND_CONTROL_SYMBOL
				   "), so target.yaml must not have `console:`",
			config->image_path);
	if (!config->image->has_builtin)
		return kmend_error("%s: no symbol " KMEND_BUILTIN_SYMBOL
				   " in the image: was it stripped, or not compiled with {cc}?",
			config->image_path);
	if (!builtin_fits(config->image, guest->memory->bytes))
		return -1;
	guest->image = *config->image;
	guest->console.stop_at = config->stop_at;
	guest->image_fd = builtin_file(config->image_path, config->image, config->stop_at);
	return guest->image_fd < 0 ? -1 : 0;
}

/* ---- looking at the console while the guest runs -------------------------------------------------------------- */

/* Reads on from the last unfinished line. 1: a line ends this boot or run. */
static int says_end(struct guest *guest)
{
	struct guest_console *c = &guest->console;
	char chunk[LOOK_BYTES];
	size_t at = 0;
	ssize_t got;

	if (logs_console_size(guest->logs) == c->seen)
		return 0;
	got = pread(guest->logs->console_fd, chunk, sizeof chunk, (off_t)c->looked);
	if (got <= 0)
		return 0;
	c->seen = c->looked + (size_t)got;
	if (kmend_transcript_find(guest->config->console, chunk, (size_t)got, &at, c->token, guest->booting) !=
		KMEND_PATTERNS)
		return 1;
	/* A line longer than the chunk: its rest is looked at as a line of its own, here only. */
	c->looked += at ? at : (size_t)got == sizeof chunk ? sizeof chunk : 0;
	return 0;
}

static int look(struct guest *guest, double spent_ns)
{
	struct guest_console *c = &guest->console;

	if (c->stopping || (guest->booting && !guest->config->looking) || guest->order->past_end)
		return 0;
	if (!c->said) {
		c->said = says_end(guest);
		c->said_ns = spent_ns;
	}
	if (!c->said)
		return 0;
	/* One that is to stop at a block should do so by itself, soon after the line. */
	if (c->stop_at && spent_ns - c->said_ns < LATE_STOP_MS * 1e6)
		return 0;
	c->stopping = 1;
	return 1;
}

static void quiet(struct guest *guest)
{
	guest->console.quiet = logs_console_size(guest->logs);
}

/* ---- ends ----------------------------------------------------------------------------------------------------- */

/* What the runtime in the guest says, into `block` and the result. -1: it is not there; then all of it is zero. */
static int read_runtime(struct guest *guest, struct kmend_builtin *block, enum machine_end end)
{
	int read;

	if (guest->booting)
		guest->image.builtin = builtin_find(guest->memory, guest->config->image);
	read = builtin_read(block, guest->memory->map, guest->memory->bytes, &guest->image);
	guest->result->blocks = block->blocks;
	guest->result->stopped_ns = block->stopped_ns;
	guest->result->at_block = end == MACHINE_END_STOP && block->stopped == 1;
	return read;
}

static void describe(const struct guest *guest, struct kmend_transcript *console, const struct kmend_builtin *block)
{
	const struct machine_order *order = guest->order;

	*console = (struct kmend_transcript){ .patterns = guest->config->console,
		.target = guest->config->target,
		.policy = guest->config->policy,
		.nsites = guest->config->image->nsites,
		.armed = order->control.mode == KMEND_MODE_ARMED ? (int64_t)order->control.site : -1,
		.token = guest->console.token,
		.planned = order->planned,
		.ready_ns = guest->console.ready_ns,
		.end_ns = order->end_ns,
		.activations = block->fault.activations };
}

static const char *ready(struct guest *guest, enum machine_end end)
{
	const struct kmend_buf *text = &guest->logs->console;
	struct kmend_transcript console;
	struct kmend_builtin block;
	size_t at = 0;

	guest->logs->events.size = 0; /* whatever the kernel wrote to that port */
	if (read_runtime(guest, &block, end) < 0)
		return kmend_error_text();
	if (!guest->result->at_block)
		return guest_boot_ended(end);
	if (guest->config->looking)
		return "";
	if (kmend_transcript_find(guest->config->console, text->data ? text->data : "", text->size, &at, 0, 1) !=
		KMEND_PATTERN_READY)
		return "the console does not say `ready` where it should";
	guest->console.ready_ns = block.stopped_ns;
	describe(guest, &console, &block);
	if ((!guest->config->count_boot && /* its counters are asked for */
		    builtin_settle(guest->memory->map, guest->memory->bytes, &guest->image) < 0) ||
		kmend_transcript_ready(&guest->logs->events, &console) < 0)
		return kmend_error_text();
	guest->result->stop = KMEND_STOP_READY;
	return NULL;
}

/* How a run is judged whose log ended with a line of this kind. */
static enum machine_end judged_by(uint32_t *stop, enum kmend_pattern_kind last, enum machine_end end)
{
	switch (last) {
	case KMEND_PATTERN_DONE:
		*stop = KMEND_STOP_DONE;
		return MACHINE_END_STOP;
	case KMEND_PATTERN_SHUTDOWN:
		*stop = KMEND_STOP_SHUTDOWN;
		return MACHINE_END_STOP;
	case KMEND_PATTERN_PANIC:
		*stop = KMEND_STOP_PANIC;
		return MACHINE_END_STOP;
	case KMEND_PATTERN_READY:
		return MACHINE_END_STOP;
	default:
		return end;
	}
}

/*
 * How many bytes of the console are surely the same in every run. A guest that still talks when its limit is over goes on for
 * some instructions; then only the greatest power of two of bytes below what was there before counts.
 */
static size_t sure_bytes(const struct guest_console *c, enum machine_end end, size_t size)
{
	size_t sure = 1;

	if (!machine_end_is_cut(end) || size == c->quiet || c->stopping)
		return size;
	while (sure <= c->quiet / 2)
		sure *= 2;
	return sure < size ? sure : size;
}

/* The console as people read it: without marks, and not further than the line that ended the log. */
static int keep_text(struct guest *guest, size_t from, size_t size)
{
	struct kmend_buf *console = &guest->logs->console, text = KMEND_BUF_INIT;
	int result = kmend_transcript_text(&text, console->data + from, size, guest->console.token);

	if (result == 0) {
		console->size = from;
		if (text.size)
			result = kmend_buf_append(console, text.data, text.size);
	}
	kmend_buf_release(&text);
	return result;
}

static int make_events(
	struct guest *guest, enum machine_end end, enum kmend_pattern_kind *last, const struct kmend_builtin *block)
{
	struct logs *logs = guest->logs;
	size_t from = logs->boot_console, size = logs->console.size - from, used = 0, kept;
	struct kmend_transcript console;
	int result;

	describe(guest, &console, block);
	console.bytes = logs->console.data ? logs->console.data + from : "";
	console.size = sure_bytes(&guest->console, end, size);
	console.power_off = end == MACHINE_END_POWEROFF;
	console.whole = console.size == size && end != MACHINE_END_FLOOD && !guest->result->at_block &&
		!guest->console.stopping;
	guest->result->matched = kmend_transcript_matched(console.patterns, console.bytes, console.size, console.token);
	logs->events.size = 0;
	result = kmend_transcript_events(&logs->events, &console, last, &used);
	kept = *last == KMEND_PATTERNS ? size : used;
	if (result == 0 && size && guest->order->past_end)
		kept = size; /* a run without a fault: there are no marks in the text */
	if (result == 0 && size)
		result = keep_text(guest, from, kept);
	guest->result->end_at = *last == KMEND_PATTERNS ? logs->console.size : from + used;
	return result;
}

static int over(struct guest *guest, enum machine_end *end, uint64_t limit_ns)
{
	enum kmend_pattern_kind last = KMEND_PATTERNS;
	struct kmend_builtin block;

	(void)limit_ns; /* lines of text have no time: see `quiet` */
	guest->result->by_console = 1;
	read_runtime(guest, &block, *end); /* a broken guest can overwrite it */
	if (guest->console.stopping)
		guest->result->at_block = 0;
	if (make_events(guest, *end, &last, &block) < 0)
		return kmend_error_memory();
	if (last == KMEND_PATTERNS && *end == MACHINE_END_STOP && !guest->result->at_block)
		guest->result->stop = KMEND_STOP_PANIC; /* the kernel's own driver wrote to the pvpanic port */
	guest->result->panicked_later = last != KMEND_PATTERNS && *end == MACHINE_END_STOP && !guest->console.stopping;
	if (last == KMEND_PATTERNS && guest->result->at_block && guest->order->stop_is_end)
		guest->result->stop = KMEND_STOP_DONE;
	*end = judged_by(&guest->result->stop, last, *end);
	return 0;
}

/* ---- orders and counts ---------------------------------------------------------------------------------------- */

/* Different for every order, the same for the same one. */
static uint64_t token_of(const struct control_order *order)
{
	uint64_t x = order->fault.seed * UINT64_C(0x9e3779b97f4a7c15) + order->site + 1;

	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

static int arm(struct guest *guest)
{
	const struct machine_order *order = guest->order;

	guest->console = (struct guest_console){
		.ready_ns = guest->console.ready_ns, .token = token_of(&order->control), .stop_at = order->stop_at
	};
	return builtin_arm(guest->memory->map, guest->memory->bytes, &guest->image, &order->control, order->stop_at,
		guest->console.token);
}

static int counts(const struct guest *guest, struct kmend_count *counts)
{
	return builtin_counts(counts, guest->memory->map, guest->memory->bytes, &guest->image);
}

static int is_exact(const struct guest *guest, uint64_t clock_ns)
{
	uint64_t steps_ns = (uint64_t)KMEND_BUILTIN_STOP_STEPS << guest->config->settings.icount_shift;
	uint64_t ready_ns = guest->console.ready_ns, moved_ns = clock_ns - ready_ns;

	if (guest->config->accel != MACHINE_TCG || guest->config->no_snapshot)
		return 1;
	/* A kernel that has set its time stamp counter tells no clock; then the boots are compared with each other alone. */
	return clock_ns < ready_ns || moved_ns > TSC_SET_NS || moved_ns == steps_ns;
}

const struct guest_kind guest_builtin = { .tick_ms = TICK_MS,
	.last_limit_s = QUIET_S,
	.has_marks = 1,
	.is_searched = 1,
	.prepare = prepare,
	.look = look,
	.ready = ready,
	.arm = arm,
	.quiet = quiet,
	.overdue = overdue_by_console,
	.over = over,
	.counts = counts,
	.is_exact = is_exact };
