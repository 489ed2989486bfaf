#include "harness/campaign/boot_counts.h"

#include <stdlib.h>

#include "harness/base/error.h"
#include "harness/campaign/tail.h"

#define CLOSING_TURNS 4

struct counting {
	struct kmend_count *counts;
	int over, bad;
};

static void on_booted(struct machine *machine, const struct machine_result *result, void *context)
{
	struct counting *counting = context;

	counting->over = 1;
	if (result->end == MACHINE_END_STOP && result->stop == KMEND_STOP_READY) {
		counting->bad = machine_counts(machine, counting->counts);
		return;
	}
	tail_print(result);
	counting->bad = kmend_error("the kernel does not boot while its blocks are counted: %s", result->why);
}

int boot_counts(struct kmend_count **counts, uv_loop_t *loop, const struct machine_config *config, const int *stopped)
{
	struct counting counting = { .counts = calloc((size_t)config->image->nblocks + 1, sizeof *counting.counts) };
	struct machine_config own = *config;
	struct machine *machine;

	if (!counting.counts)
		return kmend_error_memory();
	own.count_boot = 1;
	if (machine_new(&machine, loop, &own) < 0) {
		free(counting.counts);
		return -1;
	}
	machine_boot(machine, on_booted, &counting);
	while (!counting.over && !*stopped)
		uv_run(loop, UV_RUN_ONCE);
	machine_free(machine);
	for (int turn = 0; turn < CLOSING_TURNS; turn++)
		uv_run(loop, UV_RUN_NOWAIT);
	if (!counting.over || counting.bad) { /* who stopped it has said why */
		free(counting.counts);
		return -1;
	}
	*counts = counting.counts;
	return 0;
}
