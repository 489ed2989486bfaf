/* Birth and death of a machine: its nameless files and its first process. */
#include "harness/machine/machine.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/machine/builtin.h"
#include "harness/machine/console.h"
#include "harness/machine/memfile.h"
#include "harness/machine/private.h"
#include "harness/machine/threads.h"

#define TSC_SET_NS 10000000000u /* no clock is moved so far by a stop */

void machine_config_target(struct machine_config *config, const struct kmend_target *target)
{
	config->model = target->machine;
	config->cpu_model = target->cpu;
	config->cmdline = target->cmdline;
	config->arch = target->arch;
	config->image_name = target->image;
	config->disk = target->disk;
	config->boot_disk = !strcmp(target->boot, "disk");
	config->console = target->console;
	config->target = target->name;
	config->memory_mib = target->memory_mib;
	config->cpus = target->cpus;
	config->icount_shift = target->icount_shift;
	config->boot_limit_ms = target->boot_seconds * 1000;
}

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

#define SNAPSHOT_BYTES (1u << 20) /* of a disk that no device uses: any size will do */

static int open_files(struct machine *machine)
{
	struct machine_fds *fds = &machine->fds;

	if (memory_new(&machine->memory, machine->config.memory_mib) < 0 || open_error_log(machine) < 0)
		return -1;
	fds->ram = machine->memory.fd;
	fds->snapshot = memfile_new("kmend-snapshot", 0);
	fds->console = memfile_new("kmend-console", 0);
	fds->events = memfile_new("kmend-events", 0);
	if (fds->snapshot < 0 || fds->console < 0 || fds->events < 0)
		return -1;
	return memfile_make_qcow2(fds->snapshot, machine->disk.path ? machine->disk.bytes : SNAPSHOT_BYTES);
}

int machine_new(struct machine **out, uv_loop_t *loop, const struct machine_config *config)
{
	struct machine *machine;

	if (!config->memory_mib || config->memory_mib > MACHINE_MEMORY_MAX_MIB)
		return kmend_error(
			"a machine has 1 to %u MiB of memory, not %u", MACHINE_MEMORY_MAX_MIB, config->memory_mib);
	if (!config->console && !config->image->has_control)
		return kmend_error("%s: no symbol " KMEND_CONTROL_SYMBOL
				   " in the image; a kernel without glue needs `console:` in target.yaml "
				   "(docs/your-own-kernel.md)",
			config->image_path);
	machine = calloc(1, sizeof *machine);
	if (!machine)
		return kmend_error("out of memory");
	machine->config = *config;
	machine->fds = (struct machine_fds){ -1, -1, -1, -1, -1, -1 };
	machine->error_fd = -1;
	if (config->disk && *config->disk && config->cpu < 0)
		machine->config.cpu = threads_core(); /* see threads.h */
	machine->pid = -1;
	machine->memory = (struct memory)MEMORY_INIT;
	uv_timer_init(loop, &machine->timer);
	machine->timer.data = machine;
	if (disk_open(&machine->disk, config) < 0 || open_files(machine) < 0 ||
		(config->console && console_new(machine) < 0) || emulator_start(machine, 1) < 0) {
		machine_free(machine);
		return -1;
	}
	*out = machine;
	return 0;
}

int machine_counts(const struct machine *machine, struct kmend_count *counts)
{
	if (machine->config.console)
		return builtin_counts(counts, machine->memory.map, machine->memory.bytes, machine->config.image);
	return control_counts(counts, machine->memory.map, machine->memory.bytes, machine->config.image);
}

int machine_is_exact(const struct machine *machine)
{
	uint64_t steps_ns = (uint64_t)KMEND_BUILTIN_STOP_STEPS << machine->config.icount_shift;
	uint64_t ready_ns = machine->console_state.ready_ns, moved_ns = machine->clock_ns - ready_ns;

	if (!machine->config.console || machine->config.accel != MACHINE_TCG || machine->config.no_snapshot)
		return 1;
	/* A kernel that has set its time stamp counter tells no clock; then the boots are compared with each other alone. */
	return machine->clock_ns < ready_ns || moved_ns > TSC_SET_NS || moved_ns == steps_ns;
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
	emulator_end(machine);
	memory_release(&machine->memory);
	disk_release(&machine->disk);
	close_fd(machine->fds.snapshot);
	close_fd(machine->fds.console);
	close_fd(machine->fds.events);
	close_fd(machine->fds.image);
	close_fd(machine->error_fd);
	uv_close((uv_handle_t *)&machine->timer, on_timer_closed);
}
