/*
 * The emulator is started as for any boot, and looked at from outside: at `ready` and at the end it stands still while its clock
 * and the translation of address 0 are asked for. The order of the questions is the order of the answers.
 */
#include "harness/machine/trial.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/machine/control.h"
#include "harness/machine/emulator.h"
#include "harness/machine/guard.h"
#include "harness/machine/logs.h"
#include "harness/machine/memfile.h"
#include "harness/machine/memory.h"
#include "harness/machine/stall.h"
#include "harness/machine/stop.h"
#include "harness/outcome/transcript_look.h"

#define TICK_MS 2u
#define CLOSING_TURNS 4
#define CLOCK_SNAPSHOT "clock"
#define SNAPSHOT_BYTES (1u << 20)
#define ASKING_MS 30000u /* for the answers of a machine that stands still */

enum phase { STARTING, BOOTING, AT_READY, RUNNING, AT_END, OVER };

struct tryout {
	struct trial *trial;
	const struct machine_config *config;
	const struct trial_order *order;
	uv_loop_t loop;
	struct emulator emulator;
	struct memory memory;
	struct disk disk;
	struct logs logs;
	struct command_line parts;
	struct guard guard;
	struct stop stop;
	enum phase phase;
	size_t looked; /* bytes of the console that were searched, whole lines */
	size_t seen;   /* bytes that were there then */
	int failed;
};

static void fail(struct tryout *try, const char *what)
{
	struct kmend_buf said = KMEND_BUF_INIT;
	const char *words = emulator_last_words(&try->emulator, &said);

	if (try->phase != OVER)
		kmend_error("%s%s%s", what, *words ? "; it said: " : "", words);
	try->failed |= try->phase != OVER;
	try->phase = OVER;
	kmend_buf_release(&said);
}

static void sent(struct tryout *try, int result)
{
	if (result < 0)
		fail(try, kmend_error_text());
}

static void begin(struct tryout *try, enum phase phase)
{
	try->phase = phase;
	guard_begin(&try->guard, TICK_MS);
}

static void go_on(struct tryout *try, enum phase phase)
{
	try->stop = (struct stop){ 0 };
	begin(try, phase);
	sent(try, qmp_execute(try->emulator.qmp, "cont", NULL, NULL));
}

/* ---- at `ready` and at the end -------------------------------------------------------------------------------- */

static struct trial_moment *moment(struct tryout *try)
{
	return try->phase == AT_READY ? &try->trial->ready : &try->trial->over;
}

/* The answer of the monitor is a text, which the connection hands on as an error. */
static void on_translated(void *context, json_t *result, const char *error)
{
	struct tryout *try = context;

	(void)result;
	if (try->phase != AT_READY && try->phase != AT_END)
		return;
	moment(try)->null = !error           ? TRIAL_NULL_UNKNOWN
		: !strncmp(error, "gpa:", 4) ? TRIAL_NULL_MAPPED
		: strstr(error, "Unmapped")  ? TRIAL_NULL_FAULTS
					     : TRIAL_NULL_UNKNOWN;
}

static void on_clock(void *context, json_t *result, const char *error)
{
	struct tryout *try = context;

	(void)error;
	if (try->phase != AT_READY && try->phase != AT_END)
		return;
	moment(try)->clock_ns = stall_clock_of(result);
	moment(try)->is_known = moment(try)->clock_ns != 0;
}

/* From here on the kernel with glue does what it is told: the workload, without a fault. */
static void start_workload(struct tryout *try)
{
	const struct control_order order = { .mode = KMEND_MODE_PLAIN, .workload = try->order->workload };

	if (!try->config->console && control_arm(try->memory.map, try->memory.bytes, try->config->image, &order) < 0)
		fail(try, kmend_error_text());
}

static void on_asked(void *context, json_t *result, const char *error)
{
	struct tryout *try = context;

	(void)result;
	(void)error;
	if (try->phase == AT_END) {
		try->phase = OVER;
	} else if (try->phase == AT_READY) {
		start_workload(try);
		if (try->phase == AT_READY)
			go_on(try, RUNNING);
	}
}

static void ask(struct tryout *try)
{
	struct qmp *qmp = try->emulator.qmp;

	sent(try, qmp_monitor(qmp, "gva2gpa 0", on_translated));
	sent(try, qmp_monitor(qmp, "savevm " CLOCK_SNAPSHOT, NULL));
	sent(try, qmp_execute(qmp, "query-block", NULL, on_clock));
	sent(try, qmp_monitor(qmp, "delvm " CLOCK_SNAPSHOT, on_asked));
}

static int is_ready_stop(const struct tryout *try, enum machine_end end)
{
	if (try->phase != BOOTING || end != MACHINE_END_STOP)
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
	if (try->phase == BOOTING)
		trial->boot_s = spent_s;
	else
		trial->run_s = spent_s;
	if (is_ready_stop(try, end)) {
		trial->is_ready = 1;
		begin(try, AT_READY);
	} else {
		trial->end = end;
		if (end == MACHINE_END_STOP && !try->config->console)
			trial->stop = control_stop(try->memory.map, try->memory.bytes, try->config->image);
		begin(try, AT_END);
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
		&try->looked, 0, try->phase == BOOTING);
	if (kind != KMEND_PATTERNS)
		try->seen = 0; /* what stands after that line has not been looked at */
	if (kind == KMEND_PATTERN_READY && try->phase == BOOTING)
		try->trial->is_ready = 1;
	return kind != KMEND_PATTERNS;
}

static void on_tick(uv_timer_t *timer)
{
	struct tryout *try = timer->data;
	double spent_ms = guard_look(&try->guard, try->emulator.pid) / 1e6;
	int runs = try->phase == BOOTING || try->phase == RUNNING;
	uint32_t limit_ms = try->phase == BOOTING ? try->order->boot_ms
		: try->phase == RUNNING           ? try->order->run_ms
						  : ASKING_MS;

	if (try->phase == OVER)
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

	if ((try->phase == BOOTING || try->phase == RUNNING) && stop_event(&try->stop, name, data))
		stopped(try);
}

static void on_ready_to_go(void *context, json_t *result, const char *error)
{
	struct tryout *try = context;

	if (!result)
		fail(try, error ? error : "the emulator refuses a command");
	else
		go_on(try, BOOTING);
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

static const struct qmp_handlers handlers = { on_greeting, on_event, on_closed };

/* ---- all of it ------------------------------------------------------------------------------------------------ */

static int start(struct tryout *try, int snapshot)
{
	const struct machine_config *config = try->config;

	if (snapshot < 0 || disk_open(&try->disk, config) < 0 ||
		memfile_make_qcow2(snapshot, try->disk.path ? try->disk.bytes : SNAPSHOT_BYTES) < 0 ||
		memory_new(&try->memory, config->settings.memory_mib) < 0 || logs_new(&try->logs) < 0 ||
		emulator_new(&try->emulator, &try->loop, &handlers, try) < 0)
		return -1;
	try->parts = (struct command_line){ .config = config,
		.disk = &try->disk,
		.has_marks = config->console != NULL,
		.ram = try->memory.fd,
		.snapshot = snapshot,
		.console = try->logs.console_fd,
		.events = try->logs.events_fd,
		.image = -1 };
	begin(try, STARTING);
	return emulator_start(&try->emulator, &try->parts, 1);
}

static int keep_logs(struct tryout *try)
{
	const struct logs *logs = &try->logs;

	if (logs_read(&try->logs) < 0)
		return -1;
	return (logs->console.size &&
		       kmend_buf_append(&try->trial->console, logs->console.data, logs->console.size) < 0) ||
			(logs->events.size &&
				kmend_buf_append(&try->trial->events, logs->events.data, logs->events.size) < 0)
		? -1
		: 0;
}

static void on_loop_over(uv_handle_t *handle)
{
	(void)handle;
}

int machine_trial(struct trial *trial, const struct machine_config *config, const struct trial_order *order)
{
	struct tryout try = { .trial = trial,
		.config = config,
		.order = order,
		.emulator = EMULATOR_INIT,
		.memory = MEMORY_INIT,
		.disk = DISK_INIT,
		.logs = LOGS_INIT };
	int snapshot, result;

	*trial = (struct trial){ .is_searched = config->console != NULL };
	if (!machine_config_check(config))
		return -1;
	if (!config->console && !config->image->has_control)
		return kmend_error("%s: no symbol " KMEND_CONTROL_SYMBOL " in the image; a kernel without glue needs "
				   "`console:` in target.yaml (docs/your-own-kernel.md)",
			config->image_path);
	if (uv_loop_init(&try.loop) < 0)
		return kmend_error("cannot make an event loop");
	guard_new(&try.guard, &try.loop, on_tick, &try);
	snapshot = memfile_new("kmend-snapshot", 0);
	result = start(&try, snapshot);
	while (result == 0 && try.phase != OVER)
		uv_run(&try.loop, UV_RUN_ONCE);
	if (result == 0 && !try.failed)
		result = keep_logs(&try);
	result = try.failed ? -1 : result;
	guard_stop(&try.guard);
	uv_close((uv_handle_t *)&try.guard.timer, on_loop_over);
	emulator_release(&try.emulator);
	memory_release(&try.memory);
	disk_release(&try.disk);
	logs_release(&try.logs);
	if (snapshot >= 0)
		close(snapshot);
	for (int turn = 0; turn < CLOSING_TURNS; turn++)
		uv_run(&try.loop, UV_RUN_NOWAIT);
	uv_loop_close(&try.loop);
	return result;
}

void machine_trial_release(struct trial *trial)
{
	kmend_buf_release(&trial->console);
	kmend_buf_release(&trial->events);
	*trial = (struct trial){ 0 };
}
