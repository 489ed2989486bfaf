/* Birth and death of a machine: its nameless files, its process, its connection. */
#include "harness/machine/machine.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/machine/memfile.h"
#include "harness/machine/private.h"
#include "harness/machine/process.h"

void machine_config_target(struct machine_config *config, const struct kmend_target *target)
{
	config->model = target->machine;
	config->arch = target->arch;
	config->memory_mib = target->memory_mib;
	config->cpus = target->cpus;
	config->icount_shift = target->icount_shift;
}

static void on_greeting(void *context)
{
	boot_greeted(context);
}

static void on_event(void *context, const char *name, json_t *data)
{
	stop_event(context, name, data);
}

static void on_closed(void *context, const char *why)
{
	struct machine *machine = context;
	char what[160];

	snprintf(what, sizeof what, "the emulator is gone (%s)", why);
	if (machine->done)
		end_fail(machine, MACHINE_END_EMULATOR, "emulator-died", what);
	else
		machine->phase = PHASE_DEAD;
}

static const struct qmp_handlers handlers = { on_greeting, on_event, on_closed };

/* The emulator appends to its stderr like to a log, so that what we read is never overwritten. */
static int open_error_log(struct machine *machine)
{
	int flags;

	machine->error_fd = memfile_new("kmend-error", 0);
	if (machine->error_fd < 0)
		return -1;
	flags = fcntl(machine->error_fd, F_GETFL);
	if (flags < 0 || fcntl(machine->error_fd, F_SETFL, flags | O_APPEND) < 0)
		return kmend_error("cannot prepare a log: %s", strerror(errno));
	return 0;
}

static int open_files(struct machine *machine)
{
	struct machine_fds *fds = &machine->fds;

	machine->ram_bytes = (size_t)machine->config.memory_mib << 20;
	fds->ram = memfile_new("kmend-ram", machine->ram_bytes);
	fds->snapshot = memfile_new("kmend-snapshot", 0);
	fds->console = memfile_new("kmend-console", 0);
	fds->events = memfile_new("kmend-events", 0);
	if (fds->ram < 0 || fds->snapshot < 0 || fds->console < 0 || fds->events < 0 || open_error_log(machine) < 0 ||
	    memfile_make_qcow2(fds->snapshot) < 0)
		return -1;
	machine->ram = mmap(NULL, machine->ram_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fds->ram, 0);
	if (machine->ram == MAP_FAILED) {
		machine->ram = NULL;
		return kmend_error("cannot map guest memory: %s", strerror(errno));
	}
	return 0;
}

static int connect_both(struct machine *machine)
{
	int links[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, links) < 0)
		return kmend_error("cannot make a socket pair: %s", strerror(errno));
	machine->fds.monitor = links[1];
	return qmp_open(&machine->qmp, machine->timer.loop, links[0], &handlers, machine);
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
	if (open_files(machine) < 0 || connect_both(machine) < 0 || start(machine) < 0) {
		machine_free(machine);
		return -1;
	}
	*out = machine;
	return 0;
}

int machine_counts(const struct machine *machine, struct kmend_count *counts)
{
	return control_counts(counts, machine->ram, machine->ram_bytes, machine->config.image);
}

uint64_t machine_clock_ns(const struct machine *machine)
{
	return machine->clock_ns;
}

pid_t machine_pid(const struct machine *machine)
{
	return machine->pid;
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
