/* Birth and death of a machine, and what is asked of it in between. */
#include "harness/machine/machine.h"

#include <stdlib.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/machine/boot.h"
#include "harness/machine/driver.h"
#include "harness/machine/end.h"
#include "harness/machine/memfile.h"
#include "harness/machine/restore.h"
#include "harness/machine/step.h"
#include "harness/machine/threads.h"

#define SNAPSHOT_BYTES (1u << 20) /* of a disk that no device uses: any size will do */

/* The one place that tells the two kinds of guest apart. */
static const struct guest_kind *kind_of(const struct machine_config *config)
{
	return config->console ? &guest_builtin : &guest_glue;
}

int machine_is_searched(const struct machine_config *config)
{
	return kind_of(config)->is_searched;
}

/* Nothing in it needs to be released yet. */
static struct machine *machine_empty(uv_loop_t *loop, const struct machine_config *config)
{
	struct machine *machine = calloc(1, sizeof *machine);

	if (!machine)
		return NULL;
	machine->config = *config;
	if (config->settings.disk && *config->settings.disk && config->cpu < 0)
		machine->config.cpu = threads_core(); /* see threads.h */
	machine->emulator = (struct emulator)EMULATOR_INIT;
	machine->memory = (struct memory)MEMORY_INIT;
	machine->disks[0] = machine->disks[1] = (struct disk)DISK_INIT;
	machine->logs = (struct logs)LOGS_INIT;
	machine->input = (struct input)INPUT_INIT;
	machine->loaded = (struct loaded)LOADED_INIT;
	machine->snapshot_fd = -1;
	machine->guest = (struct guest){ .kind = kind_of(config),
		.config = &machine->config,
		.order = &machine->order,
		.memory = &machine->memory,
		.logs = &machine->logs,
		.result = &machine->result,
		.image_fd = -1,
		.booting = 1 };
	guard_new(&machine->guard, loop, driver_tick, machine);
	return machine;
}

static int open_snapshot(struct machine *machine)
{
	machine->snapshot_fd = memfile_new("kmend-snapshot", 0);
	if (machine->snapshot_fd < 0)
		return -1;
	return memfile_make_qcow2(
		machine->snapshot_fd, machine->disks[0].path ? machine->disks[0].bytes : SNAPSHOT_BYTES);
}

static int open_parts(struct machine *machine, uv_loop_t *loop)
{
	struct guest *guest = &machine->guest;

	if (disks_open(machine->disks, &machine->config) < 0 ||
		memory_new(&machine->memory, machine->config.settings.memory_mib) < 0 || logs_new(&machine->logs) < 0 ||
		input_new(&machine->input, machine->config.settings.input) < 0 || open_snapshot(machine) < 0 ||
		guest->kind->prepare(guest) < 0 || loaded_open(&machine->loaded, &machine->config, guest->image_fd) < 0)
		return -1;
	machine->parts = (struct command_line){ .config = &machine->config,
		.disks = machine->disks,
		.has_marks = guest->kind->has_marks,
		.ram = machine->memory.fd,
		.snapshot = machine->snapshot_fd,
		.console = machine->logs.console_fd,
		.events = machine->logs.events_fd,
		.input = machine->input.from,
		.initrd = machine->loaded.initrd,
		.image = machine->loaded.image >= 0 ? machine->loaded.image : guest->image_fd };
	return emulator_new(&machine->emulator, loop, &driver_handlers, machine);
}

int machine_new(struct machine **out, uv_loop_t *loop, const struct machine_config *config)
{
	struct machine *machine;

	if (!machine_config_check(config))
		return -1;
	machine = machine_empty(loop, config);
	if (!machine)
		return kmend_error_memory();
	if (open_parts(machine, loop) < 0 || emulator_start(&machine->emulator, &machine->parts, 1) < 0) {
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
	if (machine->phase != PHASE_NEW) {
		machine->phase = PHASE_STARTING; /* for end_fail: this boot has not ended yet */
		end_fail(machine, MACHINE_END_EMULATOR, "emulator-died", "the emulator died before the boot");
		return;
	}
	step_begin(machine, PHASE_STARTING);
	if (machine->emulator.greeted)
		boot_begin(machine);
}

void machine_run(struct machine *machine, const struct machine_order *order, machine_done done, void *context)
{
	machine->done = done;
	machine->context = context;
	machine->order = *order;
	machine->result = (struct machine_result){ 0 };
	machine->why[0] = 0;
	if (machine->phase != PHASE_IDLE) {
		machine->phase = PHASE_RESTORING; /* for end_fail: this run has not ended yet */
		end_fail(machine, MACHINE_END_EMULATOR, "emulator-died", "the emulator died between two runs");
		return;
	}
	restore_and_go(machine);
}

int machine_counts(const struct machine *machine, struct kmend_count *counts)
{
	return machine->guest.kind->counts(&machine->guest, counts);
}

int machine_is_exact(const struct machine *machine)
{
	return machine->guest.kind->is_exact(&machine->guest, machine->clock_ns);
}

uint64_t machine_clock_ns(const struct machine *machine)
{
	return machine->clock_ns;
}

enum machine_zero machine_zero(const struct machine *machine)
{
	return machine->zero;
}

pid_t machine_pid(const struct machine *machine)
{
	return machine->emulator.pid;
}

/* The logs go last: who frees a machine in its callback can still look at the result. */
static void on_timer_closed(uv_handle_t *handle)
{
	struct machine *machine = handle->data;

	logs_release(&machine->logs);
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
	emulator_release(&machine->emulator);
	memory_release(&machine->memory);
	disks_release(machine->disks);
	input_release(&machine->input);
	loaded_release(&machine->loaded);
	close_fd(machine->snapshot_fd);
	close_fd(machine->guest.image_fd);
	uv_close((uv_handle_t *)&machine->guard.timer, on_timer_closed);
}
