/*
 * At `ready` and at the end the machine stands still while its clock and the translation of address 0 are asked for. The order of
 * the questions is the order of the answers.
 */
#include "harness/machine/trial_run.h"

#include <string.h>

#include "harness/base/error.h"
#include "harness/machine/builtin_find.h"
#include "harness/machine/builtin_memory.h"
#include "harness/machine/control.h"
#include "harness/machine/stall.h"
#include "harness/machine/zero.h"
#include "harness/outcome/transcript_look.h"

#define ASKING_MS 30000u /* for the answers of a machine that stands still */

static void fail(struct tryout *try, const char *what)
{
	struct kmend_buf said = KMEND_BUF_INIT;
	const char *words = emulator_last_words(&try->emulator, &said);

	if (try->phase != TRIAL_OVER)
		kmend_error("%s%s%s", what, *words ? "; it said: " : "", words);
	try->failed |= try->phase != TRIAL_OVER;
	try->phase = TRIAL_OVER;
	kmend_buf_release(&said);
}

static void sent(struct tryout *try, int result)
{
	if (result < 0)
		fail(try, kmend_error_text());
}

void trial_begin(struct tryout *try, enum trial_phase phase)
{
	try->phase = phase;
	guard_begin(&try->guard, TRIAL_TICK_MS);
}

static void go_on(struct tryout *try, enum trial_phase phase)
{
	try->stop = (struct stop){ 0 };
	try->seen = 0; /* what was there before is looked at again: it may say more than the last phase wanted */
	trial_begin(try, phase);
	sent(try, qmp_execute(try->emulator.qmp, "cont", NULL, NULL));
}

/* ---- at `ready` and at the end -------------------------------------------------------------------------------- */

static struct trial_moment *moment(struct tryout *try)
{
	return try->phase == TRIAL_AT_READY ? &try->trial->ready : &try->trial->over;
}

/* The answer of the monitor is a text, which the connection hands on as an error. */
static void on_translated(void *context, json_t *result, const char *error)
{
	struct tryout *try = context;

	(void)result;
	if (try->phase != TRIAL_AT_READY && try->phase != TRIAL_AT_END)
		return;
	moment(try)->zero = zero_of(error);
}

static void on_clock(void *context, json_t *result, const char *error)
{
	struct tryout *try = context;

	(void)error;
	if (try->phase != TRIAL_AT_READY && try->phase != TRIAL_AT_END)
		return;
	moment(try)->clock_ns = stall_clock_of(result);
	moment(try)->is_known = moment(try)->clock_ns != 0;
}

/* From here on the kernel with glue does what it is told: the workload, without a fault. */
static void start_workload(struct tryout *try)
{
	const struct control_order order = { .mode = KMEND_MODE_PLAIN, .workload = try->order->workload };

	if ((!try->config->console &&
		    control_arm(try->memory.map, try->memory.bytes, try->config->image, &order) < 0) ||
		input_put(&try->input) < 0)
		fail(try, kmend_error_text());
}

static void on_asked(void *context, json_t *result, const char *error)
{
	struct tryout *try = context;

	(void)result;
	(void)error;
	if (try->phase == TRIAL_AT_END) {
		try->phase = TRIAL_OVER;
	} else if (try->phase == TRIAL_AT_READY) {
		start_workload(try);
		if (try->phase == TRIAL_AT_READY)
			go_on(try, TRIAL_RUNNING);
	}
}

/* Nobody has armed or counted anything: as the image has them they are 0. */
static uint32_t overwritten(const struct tryout *try)
{
	struct kmend_image image = *try->config->image;

	if (!image.has_builtin)
		return 0;
	image.builtin = builtin_find(&try->memory, try->config->image);
	return builtin_overwritten(try->memory.map, try->memory.bytes, &image, 0);
}

static void ask(struct tryout *try)
{
	struct qmp *qmp = try->emulator.qmp;

	moment(try)->overwritten = overwritten(try);
	sent(try, zero_ask(qmp, on_translated));
	sent(try, qmp_monitor(qmp, "savevm " STALL_SNAPSHOT, NULL));
	sent(try, qmp_execute(qmp, "query-block", NULL, on_clock));
	sent(try, qmp_monitor(qmp, "delvm " STALL_SNAPSHOT, on_asked));
}

static int is_ready_stop(const struct tryout *try, enum machine_end end)
{
	if (try->phase != TRIAL_BOOTING || end != MACHINE_END_STOP)
		return 0;
	if (try->config->console)
		return try->trial->is_ready; /* the look has seen the line */
	return control_stop(try->memory.map, try->memory.bytes, try->config->image) == KMEND_STOP_READY;
}

/* The guest stands still. */
static void stopped(struct tryout *try)
{
	struct trial *trial = try->trial;
	enum machine_end end = MACHINE_END_STOP;
	double spent_s = guard_look(&try->guard, try->emulator.pid) / 1e9;

	if (!stop_end(&try->stop, &end)) {
		trial->is_running = 1; /* we have stopped it ourselves */
		end = MACHINE_END_HANG;
	}
	if (try->phase == TRIAL_BOOTING)
		trial->boot_s = spent_s;
	else
		trial->run_s = spent_s;
	if (is_ready_stop(try, end)) {
		trial->is_ready = 1;
		trial_begin(try, TRIAL_AT_READY);
	} else {
		trial->end = end;
		if (end == MACHINE_END_STOP && !try->config->console)
			trial->stop = control_stop(try->memory.map, try->memory.bytes, try->config->image);
		trial_begin(try, TRIAL_AT_END);
	}
	ask(try);
}

/* ---- while it runs -------------------------------------------------------------------------------------------- */

/* 1: a line of the console says that it is ready, or that it is over. */
static int console_says(struct tryout *try)
{
	const struct kmend_buf *console = &try->logs.console;
	size_t size = logs_console_size(&try->logs);
	enum kmend_pattern_kind kind;

	if (!try->config->console || size == try->seen || logs_read(&try->logs) < 0)
		return 0;
	try->seen = size;
	kind = kmend_transcript_find(try->config->console, console->data ? console->data : "", console->size,
		&try->looked, 0, try->phase == TRIAL_BOOTING);
	if (kind == KMEND_PATTERN_READY && try->phase == TRIAL_BOOTING)
		try->trial->is_ready = 1;
	return kind != KMEND_PATTERNS;
}

void trial_tick(uv_timer_t *timer)
{
	struct tryout *try = timer->data;
	double spent_ms = guard_look(&try->guard, try->emulator.pid) / 1e6;
	int runs = try->phase == TRIAL_BOOTING || try->phase == TRIAL_RUNNING;
	uint32_t limit_ms = try->phase == TRIAL_BOOTING ? try->order->boot_ms
		: try->phase == TRIAL_RUNNING           ? try->order->run_ms
							: ASKING_MS;

	if (try->phase == TRIAL_OVER)
		return;
	if (runs && try->stop.by_guest + try->stop.by_flood + try->stop.by_stall == 0) {
		if (console_says(try))
			try->stop.by_guest = 1;
		else if (logs_flooded(&try->logs))
			try->stop.by_flood = 1;
		if (try->stop.by_guest || try->stop.by_flood || spent_ms > limit_ms)
			sent(try, qmp_execute(try->emulator.qmp, "stop", NULL, NULL));
	}
	if (spent_ms > limit_ms + ASKING_MS)
		fail(try, "the emulator does not answer");
}

static void on_event(void *context, const char *name, json_t *data)
{
	struct tryout *try = context;

	if ((try->phase == TRIAL_BOOTING || try->phase == TRIAL_RUNNING) && stop_event(&try->stop, name, data))
		stopped(try);
}

static void on_ready_to_go(void *context, json_t *result, const char *error)
{
	struct tryout *try = context;

	if (!result)
		fail(try, error ? error : "the emulator refuses a command");
	else
		go_on(try, TRIAL_BOOTING);
}

static void on_greeting(void *context)
{
	struct tryout *try = context;
	json_t *without_memory =
		json_pack("{s:[{s:s, s:b}]}", "capabilities", "capability", "x-ignore-shared", "state", 1);

	sent(try, qmp_execute(try->emulator.qmp, "qmp_capabilities", NULL, NULL));
	sent(try, qmp_execute(try->emulator.qmp, "migrate-set-capabilities", without_memory, on_ready_to_go));
}

static void on_closed(void *context, const char *why)
{
	(void)why;
	fail(context, "the emulator is gone");
}

const struct qmp_handlers trial_handlers = { on_greeting, on_event, on_closed };
