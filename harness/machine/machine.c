/*
 * The life of one machine as a chain of steps, each started by an answer of the emulator:
 *
 *   boot:  greeting -> capabilities -> limit, cont -> STOP -> judge -> savevm -> done
 *   run:   [system_reset when the last run ended in `shutdown` state] -> loadvm -> write control block, cut the logs ->
 *          limit, cont -> STOP -> judge -> done
 *
 * STOP is the last event of a run: whatever caused it was announced before. A cause is remembered when its event comes
 * and read at STOP, so that the order of events and answers does not matter. WATCHDOG is the exception: QEMU holds it
 * back so that at most one a second comes out, which can be in the middle of a later run. It is never listened to; a
 * STOP without a cause asks for the state of the machine instead.
 */
#include "harness/machine/machine.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/machine/args.h"
#include "harness/machine/clock.h"
#include "harness/machine/memfile.h"
#include "harness/machine/process.h"
#include "harness/machine/qmp.h"

#define WATCHDOG_MAX_S 30u /* of the ib700: 30 - 2 * N seconds, N = 0 to 14 */
#define TICK_MS 20         /* how often a running machine is looked at: flood, wall clock */

enum phase { PHASE_NEW, PHASE_STARTING, PHASE_BOOTING, PHASE_SAVING, PHASE_IDLE, PHASE_RESTORING, PHASE_RUNNING, PHASE_DEAD };
enum cause { CAUSE_NONE, CAUSE_STOP, CAUSE_RESET, CAUSE_POWEROFF };

struct machine {
	struct machine_config config;
	uv_timer_t timer;
	pid_t pid;
	struct qmp *qmp;
	struct machine_fds fds;
	int error_fd;
	char *ram;
	size_t ram_bytes;

	enum phase phase;
	enum cause cause;
	int booted, greeted;
	int flooding;     /* `stop` was sent because of a flood */
	int needs_reset;  /* the emulator is in its `shutdown` state */
	uint32_t limit_s; /* guest virtual seconds that the watchdog still has to grant */
	uint32_t granted_s;
	uint64_t order_limit_ns; /* the same in whole, as rounded */
	uint64_t clock_ns;       /* guest virtual time of the snapshot */
	uint64_t started, marked; /* uv_hrtime: of the phase for the guard, of the part for the times */

	struct machine_order order;
	struct kmend_buf events, console;
	size_t boot_events, boot_console; /* bytes that came before the snapshot */
	struct machine_result result;
	char why[256];
	machine_done done;
	void *context;
};

static void start_restore(struct machine *machine);

int machine_end_is_infra(enum machine_end end)
{
	return end == MACHINE_END_EMULATOR || end == MACHINE_END_WALL;
}

const char *machine_emulator(const char *arch)
{
	const char *own = getenv("KMEND_QEMU");

	if (own && *own)
		return own;
	return arch && !strcmp(arch, "i386") ? "qemu-system-i386" : "qemu-system-x86_64";
}

void machine_config_target(struct machine_config *config, const struct kmend_target *target)
{
	config->model = target->machine;
	config->arch = target->arch;
	config->memory_mib = target->memory_mib;
	config->cpus = target->cpus;
	config->icount_shift = target->icount_shift;
}

/* ---- ends ---------------------------------------------------------------------------------------------------- */

static uint64_t lap_us(struct machine *machine)
{
	uint64_t now = uv_hrtime(), us = (now - machine->marked) / 1000;

	machine->marked = now;
	return us;
}

static void finish(struct machine *machine, enum machine_end end)
{
	machine_done done = machine->done;

	uv_timer_stop(&machine->timer);
	machine->result.end = end;
	machine->result.why = machine->why;
	machine->result.events = machine->events.data ? machine->events.data : "";
	machine->result.events_size = machine->events.size;
	machine->result.console = machine->console.data ? machine->console.data : "";
	machine->result.console_size = machine->console.size;
	machine->result.boot_size = machine->boot_events;
	machine->phase = machine_end_is_infra(end) ? PHASE_DEAD : PHASE_IDLE;
	machine->done = NULL;
	if (done)
		done(machine, &machine->result, machine->context);
}

/* Both serial files behind what is kept of the boot. Returns 1 when one of them is longer than allowed. */
static int read_logs(struct machine *machine)
{
	size_t events = 0, console = 0;

	machine->events.size = machine->boot_events;
	machine->console.size = machine->boot_console;
	if (memfile_read(&machine->events, machine->fds.events, MACHINE_LOG_MAX, &events) < 0 ||
	    memfile_read(&machine->console, machine->fds.console, MACHINE_LOG_MAX, &console) < 0)
		return -1;
	return events > MACHINE_LOG_MAX || console > MACHINE_LOG_MAX;
}

/* The end of a machine's usefulness: say what the emulator said last. */
static void fail(struct machine *machine, enum machine_end end, const char *word, const char *what)
{
	struct kmend_buf said = KMEND_BUF_INIT;
	size_t size = 0, from = 0;

	if (machine->phase == PHASE_DEAD)
		return;
	machine->result.infra = word;
	if (machine->error_fd >= 0 && memfile_read(&said, machine->error_fd, 65536, &size) == 0 && said.size) {
		while (said.size && said.data[said.size - 1] == '\n')
			said.data[--said.size] = 0;
		for (size_t i = 0; i < said.size; i++)
			if (said.data[i] == '\n')
				from = i + 1;
	}
	snprintf(machine->why, sizeof machine->why, "%s%s%s", what, said.size ? "; it said: " : "",
		said.size ? said.data + from : "");
	kmend_buf_release(&said);
	read_logs(machine);
	finish(machine, end);
}

static void fail_here(struct machine *machine)
{
	fail(machine, MACHINE_END_EMULATOR, "harness", kmend_error_text());
}

/* ---- limit and start ------------------------------------------------------------------------------------------ */

static void on_go_answer(void *context, json_t *result, const char *error)
{
	if (!result)
		fail(context, MACHINE_END_EMULATOR, "emulator-refused", error);
}

static void go(struct machine *machine)
{
	char line[32];

	if (!machine->limit_s) {
		if (qmp_execute(machine->qmp, "cont", NULL, on_go_answer) < 0)
			fail_here(machine);
		return;
	}
	machine->granted_s = machine->limit_s < WATCHDOG_MAX_S ? machine->limit_s : WATCHDOG_MAX_S;
	snprintf(line, sizeof line, "o/b 0x443 %u", (WATCHDOG_MAX_S - machine->granted_s) / 2);
	if (qmp_monitor(machine->qmp, line, on_go_answer) < 0 ||
	    (!machine->order.by_hand && qmp_execute(machine->qmp, "cont", NULL, on_go_answer) < 0))
		fail_here(machine);
}

static void limit_set(struct machine *machine, uint64_t limit_ns)
{
	uint64_t seconds = limit_ns / 1000000000u + (limit_ns % 1000000000u != 0);

	seconds = (seconds + 1) / 2 * 2;
	machine->limit_s = seconds < 2 ? 2 : seconds > 86400 ? 86400 : (uint32_t)seconds;
}

static void on_tick(uv_timer_t *timer)
{
	struct machine *machine = timer->data;
	struct stat events, console;

	uint64_t limit_ms = machine->booted ? MACHINE_WALL_LIMIT_MS : MACHINE_BOOT_LIMIT_MS;

	if (!machine->order.by_hand && (uv_hrtime() - machine->started) / 1000000 > limit_ms) {
		fail(machine, MACHINE_END_WALL, "wall-clock",
			machine->booted ? "the emulator was stuck" : "no `ready` within the boot's time limit");
		return;
	}
	if (machine->flooding || (machine->phase != PHASE_RUNNING && machine->phase != PHASE_BOOTING))
		return;
	if (fstat(machine->fds.events, &events) == 0 && fstat(machine->fds.console, &console) == 0 &&
	    (events.st_size > MACHINE_LOG_MAX || console.st_size > MACHINE_LOG_MAX)) {
		machine->flooding = 1;
		if (qmp_execute(machine->qmp, "stop", NULL, NULL) < 0)
			fail_here(machine);
	}
}

static void guard(struct machine *machine, enum phase phase)
{
	machine->phase = phase;
	machine->started = uv_hrtime();
	uv_timer_start(&machine->timer, on_tick, TICK_MS, TICK_MS);
}

/* ---- boot ----------------------------------------------------------------------------------------------------- */

static void on_saved(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;

	if (!result) {
		fail(machine, MACHINE_END_EMULATOR, "savevm", error);
		return;
	}
	if (clock_of_snapshot(&machine->clock_ns, machine->fds.snapshot, machine->config.icount_shift) < 0 &&
	    machine->config.accel == MACHINE_TCG) {
		fail_here(machine);
		return;
	}
	machine->booted = 1;
	finish(machine, MACHINE_END_STOP);
}

/* A boot ended: well when it is the `ready` stop of the very image we think it is. */
static void boot_over(struct machine *machine, enum machine_end end)
{
	if (end != MACHINE_END_STOP || machine->result.stop != KMEND_STOP_READY ||
	    control_check(machine->ram, machine->ram_bytes, machine->config.image) < 0) {
		snprintf(machine->why, sizeof machine->why, "%s",
			end == MACHINE_END_RESET ? "the guest reset itself before `ready`" :
			end == MACHINE_END_POWEROFF ? "the guest powered off before `ready`" :
			end == MACHINE_END_FLOOD ? "the guest flooded a serial port before `ready`" :
			machine->result.stop == KMEND_STOP_PANIC ? "the guest panicked before `ready`" :
			machine->result.stop != KMEND_STOP_READY ? "the guest stopped before `ready`" :
			kmend_error_text());
		if (machine->result.stop == KMEND_STOP_READY)
			machine->result.stop = 0;
		finish(machine, end);
		return;
	}
	machine->boot_events = machine->events.size;
	machine->boot_console = machine->console.size;
	if (machine->config.no_snapshot) {
		machine->booted = 1;
		finish(machine, end);
		return;
	}
	machine->phase = PHASE_SAVING;
	if (qmp_monitor(machine->qmp, "savevm ready", on_saved) < 0)
		fail_here(machine);
}

static void boot_start(struct machine *machine)
{
	guard(machine, PHASE_BOOTING);
	machine->marked = uv_hrtime();
	machine->cause = CAUSE_NONE;
	machine->limit_s = 0; /* an armed watchdog at the `ready` stop would make boots differ, see clock.h */
	go(machine);
}

/* ---- end of a run --------------------------------------------------------------------------------------------- */

static void run_over(struct machine *machine, enum machine_end end)
{
	int flood;

	machine->result.run_us = lap_us(machine);
	flood = read_logs(machine);
	if (flood < 0) {
		fail_here(machine);
		return;
	}
	if (flood)
		end = MACHINE_END_FLOOD; /* whatever came first: the log is cut, and the same cut is made each time */
	if (end == MACHINE_END_HANG)
		machine->events.size = machine->boot_events + clock_cut(machine->events.data + machine->boot_events,
			machine->events.size - machine->boot_events, machine->clock_ns + machine->order_limit_ns);
	machine->result.stop = end == MACHINE_END_STOP ?
		control_stop(machine->ram, machine->ram_bytes, machine->config.image->control_pa) : 0;
	machine->result.read_us = lap_us(machine);
	if (machine->phase == PHASE_BOOTING)
		boot_over(machine, end);
	else
		finish(machine, end);
}

static void on_watchdog(struct machine *machine)
{
	machine->limit_s -= machine->granted_s;
	if (machine->limit_s && !machine->flooding)
		go(machine);
	else
		run_over(machine, MACHINE_END_HANG);
}

static void on_status(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;
	const char *status = json_string_value(json_object_get(result, "status"));
	char what[96];

	if (status && !strcmp(status, "watchdog")) {
		on_watchdog(machine);
		return;
	}
	snprintf(what, sizeof what, "the machine stopped in state '%.40s'", status ? status : error ? error : "?");
	fail(machine, MACHINE_END_EMULATOR, "emulator-state", what);
}

static void on_stop(struct machine *machine)
{
	switch (machine->cause) {
	case CAUSE_STOP:
		run_over(machine, MACHINE_END_STOP);
		return;
	case CAUSE_RESET:
	case CAUSE_POWEROFF:
		machine->needs_reset = 1;
		run_over(machine, machine->cause == CAUSE_RESET ? MACHINE_END_RESET : MACHINE_END_POWEROFF);
		return;
	case CAUSE_NONE:
		break;
	}
	if (machine->flooding)
		run_over(machine, MACHINE_END_FLOOD);
	else if (!machine->order.by_hand && qmp_execute(machine->qmp, "query-status", NULL, on_status) < 0)
		fail_here(machine);
}

static void on_event(void *context, const char *name, json_t *data)
{
	struct machine *machine = context;
	enum cause cause = CAUSE_NONE;
	const char *reason;

	if (machine->phase == PHASE_RESTORING && machine->needs_reset && !strcmp(name, "RESET")) {
		machine->needs_reset = 0;
		start_restore(machine);
		return;
	}
	if (machine->phase != PHASE_BOOTING && machine->phase != PHASE_RUNNING)
		return;
	reason = json_string_value(json_object_get(data, "reason"));
	if (!strcmp(name, "GUEST_PANICKED"))
		cause = CAUSE_STOP;
	else if (!strcmp(name, "SHUTDOWN"))
		cause = reason && !strcmp(reason, "guest-reset") ? CAUSE_RESET : CAUSE_POWEROFF;
	else if (!strcmp(name, "RESET"))
		cause = CAUSE_RESET;
	else if (!strcmp(name, "STOP"))
		on_stop(machine);
	if (cause != CAUSE_NONE && machine->cause == CAUSE_NONE)
		machine->cause = cause;
}

static void on_capabilities(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;

	if (!result) {
		fail(machine, MACHINE_END_EMULATOR, "emulator-refused", error);
		return;
	}
	boot_start(machine);
}

static void on_greeting(void *context)
{
	struct machine *machine = context;

	if (machine->greeted || qmp_execute(machine->qmp, "qmp_capabilities", NULL, on_capabilities) < 0)
		fail(machine, MACHINE_END_EMULATOR, "emulator-refused", "the emulator greets oddly");
	machine->greeted = 1;
}

static void on_closed(void *context, const char *why)
{
	struct machine *machine = context;
	char what[160];

	snprintf(what, sizeof what, "the emulator is gone (%s)", why);
	if (machine->done)
		fail(machine, MACHINE_END_EMULATOR, "emulator-died", what);
	else
		machine->phase = PHASE_DEAD;
}

static const struct qmp_handlers handlers = { on_greeting, on_event, on_closed };

/* ---- run ------------------------------------------------------------------------------------------------------ */

static void arm_and_go(struct machine *machine)
{
	machine->result.restore_us = lap_us(machine);
	if (ftruncate(machine->fds.events, 0) < 0 || ftruncate(machine->fds.console, 0) < 0) {
		fail(machine, MACHINE_END_EMULATOR, "harness", strerror(errno));
		return;
	}
	if (control_arm(machine->ram, machine->ram_bytes, machine->config.image->control_pa,
			&machine->order.control) < 0) {
		fail_here(machine);
		return;
	}
	machine->cause = CAUSE_NONE;
	machine->flooding = 0;
	machine->phase = PHASE_RUNNING;
	limit_set(machine, machine->order.limit_ns);
	machine->order_limit_ns = machine->limit_s * UINT64_C(1000000000);
	machine->result.arm_us = lap_us(machine);
	go(machine);
}

static void on_loaded(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;

	if (!result) {
		fail(machine, MACHINE_END_EMULATOR, "loadvm", error);
		return;
	}
	arm_and_go(machine);
}

static int set_reboot_action(struct machine *machine, const char *action)
{
	return qmp_execute(machine->qmp, "set-action", json_pack("{s:s}", "reboot", action), on_go_answer);
}

/* The way out of the `shutdown` state leads through a real reset, which our own reboot action would turn into a stop. */
static void start_restore(struct machine *machine)
{
	int sent;

	if (machine->needs_reset) {
		sent = set_reboot_action(machine, "reset");
		if (sent == 0)
			sent = qmp_execute(machine->qmp, "system_reset", NULL, on_go_answer);
	} else {
		sent = set_reboot_action(machine, "shutdown");
		if (sent == 0)
			sent = qmp_monitor(machine->qmp, "loadvm ready", on_loaded);
	}
	if (sent < 0)
		fail_here(machine);
}

void machine_run(struct machine *machine, const struct machine_order *order, machine_done done, void *context)
{
	machine->done = done;
	machine->context = context;
	machine->order = *order;
	machine->result = (struct machine_result){ 0 };
	machine->why[0] = 0;
	if (machine->phase != PHASE_IDLE || !machine->booted) {
		machine->phase = machine->phase == PHASE_DEAD ? PHASE_IDLE : machine->phase;
		fail(machine, MACHINE_END_EMULATOR, "emulator-died", "the emulator died between two runs");
		return;
	}
	machine->marked = uv_hrtime();
	guard(machine, PHASE_RESTORING);
	if (machine->config.no_snapshot) {
		arm_and_go(machine);
		return;
	}
	if (!machine->needs_reset) {
		if (qmp_monitor(machine->qmp, "loadvm ready", on_loaded) < 0)
			fail_here(machine);
		return;
	}
	start_restore(machine);
}

uint64_t machine_clock_ns(const struct machine *machine)
{
	return machine->clock_ns;
}

pid_t machine_pid(const struct machine *machine)
{
	return machine->pid;
}

/* ---- life ----------------------------------------------------------------------------------------------------- */

static int open_files(struct machine *machine)
{
	struct machine_fds *fds = &machine->fds;
	int links[2], flags;

	machine->ram_bytes = (size_t)machine->config.memory_mib << 20;
	fds->ram = memfile_new("kmend-ram", machine->ram_bytes);
	fds->snapshot = memfile_new("kmend-snapshot", 0);
	fds->console = memfile_new("kmend-console", 0);
	fds->events = memfile_new("kmend-events", 0);
	machine->error_fd = memfile_new("kmend-error", 0);
	if (fds->ram < 0 || fds->snapshot < 0 || fds->console < 0 || fds->events < 0 || machine->error_fd < 0)
		return -1;
	flags = fcntl(machine->error_fd, F_GETFL);
	if (flags < 0 || fcntl(machine->error_fd, F_SETFL, flags | O_APPEND) < 0)
		return kmend_error("cannot prepare a log: %s", strerror(errno));
	if (memfile_make_qcow2(fds->snapshot) < 0)
		return -1;
	machine->ram = mmap(NULL, machine->ram_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fds->ram, 0);
	if (machine->ram == MAP_FAILED) {
		machine->ram = NULL;
		return kmend_error("cannot map guest memory: %s", strerror(errno));
	}
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, links) < 0)
		return kmend_error("cannot make a socket pair: %s", strerror(errno));
	fds->monitor = links[1];
	if (qmp_open(&machine->qmp, machine->timer.loop, links[0], &handlers, machine) < 0)
		return -1;
	return 0;
}

static int start(struct machine *machine)
{
	const struct machine_fds *fds = &machine->fds;
	const int keep[] = { fds->ram, fds->snapshot, fds->console, fds->events, fds->monitor };
	char **args = args_new(&machine->config, fds);

	if (!args)
		return kmend_error("out of memory");
	machine->pid = process_start(args, keep, sizeof keep / sizeof keep[0], machine->error_fd, machine->config.cpu);
	args_free(args);
	if (machine->pid < 0)
		return -1;
	close(machine->fds.monitor);
	machine->fds.monitor = -1;
	return 0;
}

int machine_new(struct machine **out, uv_loop_t *loop, const struct machine_config *config)
{
	struct machine *machine;

	if (!config->memory_mib || config->memory_mib > MACHINE_MEMORY_MAX_MIB)
		return kmend_error("a machine has 1 to %u MiB of memory, not %u", MACHINE_MEMORY_MAX_MIB, config->memory_mib);
	if (!config->image->has_control)
		return kmend_error("%s: no symbol " KMEND_CONTROL_SYMBOL " in the image", config->image_path);
	machine = calloc(1, sizeof *machine);
	if (!machine)
		return kmend_error("out of memory");
	machine->config = *config;
	machine->fds = (struct machine_fds){ -1, -1, -1, -1, -1 };
	machine->error_fd = -1;
	uv_timer_init(loop, &machine->timer);
	machine->timer.data = machine;
	if (open_files(machine) < 0 || start(machine) < 0) {
		machine_free(machine);
		return -1;
	}
	*out = machine;
	return 0;
}

void machine_boot(struct machine *machine, machine_done done, void *context)
{
	machine->done = done;
	machine->context = context;
	guard(machine, PHASE_STARTING);
}

int machine_counts(const struct machine *machine, struct kmend_count *counts)
{
	return control_counts(counts, machine->ram, machine->ram_bytes, machine->config.image);
}

static void on_timer_closed(uv_handle_t *handle)
{
	struct machine *machine = handle->data;

	kmend_buf_release(&machine->events);
	kmend_buf_release(&machine->console);
	free(machine);
}

static void close_fd(int fd)
{
	if (fd >= 0)
		close(fd);
}

void machine_free(struct machine *machine)
{
	if (!machine)
		return;
	machine->done = NULL;
	qmp_close(machine->qmp);
	process_end(machine->pid);
	if (machine->ram)
		munmap(machine->ram, machine->ram_bytes);
	close_fd(machine->fds.ram);
	close_fd(machine->fds.snapshot);
	close_fd(machine->fds.console);
	close_fd(machine->fds.events);
	close_fd(machine->fds.monitor);
	close_fd(machine->error_fd);
	uv_close((uv_handle_t *)&machine->timer, on_timer_closed);
}
