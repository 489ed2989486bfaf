/* The emulator is started as for any boot, and looked at from outside (trial_run.h). */
#include "harness/machine/trial.h"

#include <stdlib.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/machine/memfile.h"
#include "harness/machine/trial_run.h"

#define CLOSING_TURNS 4
#define SNAPSHOT_BYTES (1u << 20)

static int start(struct tryout *try, int snapshot)
{
	const struct machine_config *config = try->config;

	if (snapshot < 0 || disks_open(try->disks, config) < 0 ||
		memfile_make_qcow2(snapshot, try->disks[0].path ? try->disks[0].bytes : SNAPSHOT_BYTES) < 0 ||
		memory_new(&try->memory, config->settings.memory_mib) < 0 || logs_new(&try->logs) < 0 ||
		input_new(&try->input, config->settings.input) < 0 || loaded_open(&try->loaded, config, -1) < 0 ||
		emulator_new(&try->emulator, &try->loop, &trial_handlers, try) < 0)
		return -1;
	try->parts = (struct command_line){ .config = config,
		.disks = try->disks,
		.has_marks = config->console != NULL,
		.ram = try->memory.fd,
		.snapshot = snapshot,
		.console = try->logs.console_fd,
		.events = try->logs.events_fd,
		.input = try->input.from,
		.initrd = try->loaded.initrd,
		.image = try->loaded.image };
	trial_begin(try, TRIAL_STARTING);
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
		.disks = { DISK_INIT, DISK_INIT },
		.logs = LOGS_INIT,
		.input = INPUT_INIT,
		.loaded = LOADED_INIT };
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
	guard_new(&try.guard, &try.loop, trial_tick, &try);
	snapshot = memfile_new("kmend-snapshot", 0);
	result = start(&try, snapshot);
	while (result == 0 && try.phase != TRIAL_OVER)
		uv_run(&try.loop, UV_RUN_ONCE);
	if (result == 0 && !try.failed)
		result = keep_logs(&try);
	result = try.failed ? -1 : result;
	guard_stop(&try.guard);
	uv_close((uv_handle_t *)&try.guard.timer, on_loop_over);
	emulator_release(&try.emulator);
	memory_release(&try.memory);
	disks_release(try.disks);
	logs_release(&try.logs);
	input_release(&try.input);
	loaded_release(&try.loaded);
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
