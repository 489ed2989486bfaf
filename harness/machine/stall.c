#include "harness/machine/stall.h"

#include <string.h>

#include "harness/machine/end.h"
#include "harness/machine/step.h"

void stall_begin(struct machine *machine)
{
	machine->stall = (struct stall){ .clock_ns = machine->clock_ns };
}

/* An answer of an earlier run, or of one that has ended meanwhile: answers come in order, so before the next run. */
static int is_over(const struct machine *machine)
{
	return machine->phase != PHASE_RUNNING || !machine->stall.looking;
}

uint64_t stall_clock_of(json_t *blocks)
{
	size_t i, k;
	json_t *block, *snapshot;

	json_array_foreach(blocks, i, block)
	{
		json_t *image = json_object_get(json_object_get(block, "inserted"), "image");

		json_array_foreach(json_object_get(image, "snapshots"), k, snapshot)
		{
			const char *name = json_string_value(json_object_get(snapshot, "name"));
			json_int_t s = json_integer_value(json_object_get(snapshot, "vm-clock-sec"));
			json_int_t ns = json_integer_value(json_object_get(snapshot, "vm-clock-nsec"));

			if (name && !strcmp(name, STALL_SNAPSHOT))
				return (uint64_t)s * 1000000000u + (uint64_t)ns;
		}
	}
	return 0;
}

/* Was it the look that stopped the machine, or was it at its end before? */
static void on_status(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;
	const char *status = json_string_value(json_object_get(result, "status"));

	(void)error;
	if (is_over(machine))
		return;
	machine->stall.looking = 0;
	if (machine->stall.stopped && (!status || strcmp(status, "running") != 0))
		machine->stall.calls->stopped(machine);
	else if (machine->stall.over)
		machine->stall.calls->passed(machine);
	else if (machine->stall.slow_looks == STALL_LOOKS)
		machine->stall.calls->stuck(machine);
}

/* Since the last look it moved so far, in that time spent. */
static int is_slow(const struct machine *machine, uint64_t moved_ns, double spent_ns)
{
	double left_ns = (double)(machine->clock_ns + machine->limit.whole_ns) - (double)machine->stall.clock_ns;
	double instructions = (double)(moved_ns >> machine->config.settings.icount_shift);

	double least =
		machine->stall.looked_ns > (double)step_limit_ms(machine) * 1e6 / STALL_LATE ? STALL_LATE_MIPS : 1;

	return instructions < spent_ns / 1e3 * least &&
		left_ns * spent_ns > (double)moved_ns * (double)step_limit_ms(machine) * 1e6;
}

static void on_clock(void *context, json_t *result, const char *error)
{
	struct machine *machine = context;
	struct stall *stall = &machine->stall;
	uint64_t clock_ns = stall_clock_of(result);

	(void)error;
	if (is_over(machine))
		return;
	if (clock_ns < stall->clock_ns ||
		!is_slow(machine, clock_ns - stall->clock_ns, stall->looked_ns - stall->last_ns))
		stall->slow_looks = 0;
	else if (!stall->slow_looks++) {
		stall->slow_ns = clock_ns;
		machine->guest.kind->quiet(&machine->guest);
	}
	if (machine->limit.whole_ns && clock_ns > machine->clock_ns + machine->limit.whole_ns && !stall->over++)
		machine->guest.kind->quiet(&machine->guest);
	stall->last_ns = stall->looked_ns;
	stall->clock_ns = clock_ns;
}

/* One that was refused tells no clock, and the guard in wall-clock time is left. */
static void on_saved(void *context, json_t *result, const char *error)
{
	(void)context;
	(void)result;
	(void)error;
}

/* Its logs have grown since the last look: as good as a look. */
static int has_said(struct machine *machine, double spent_ns)
{
	struct stall *stall = &machine->stall;
	size_t said = logs_size(&machine->logs);

	if (said == stall->said || spent_ns > STALL_TALKS_MS * 1e6)
		return 0;
	stall->said = said;
	stall->looked_ns = stall->last_ns = spent_ns;
	return 1;
}

void stall_tick(struct machine *machine, double spent_ns, const struct stall_calls *calls)
{
	struct stall *stall = &machine->stall;
	struct qmp *qmp = machine->emulator.qmp;

	if (machine->phase != PHASE_RUNNING || machine->order.by_hand || machine->config.accel != MACHINE_TCG ||
		stall->looking || machine->stop.by_flood || machine->stop.by_guest || machine->stop.by_limit ||
		machine->stop.by_stall || spent_ns - stall->looked_ns < STALL_LOOK_MS * 1e6 ||
		has_said(machine, spent_ns))
		return;
	stall->looked_ns = spent_ns;
	stall->looking = 1;
	stall->stopped = 0;
	stall->calls = calls;
	if (qmp_monitor(qmp, "savevm " STALL_SNAPSHOT, on_saved) < 0 ||
		qmp_execute(qmp, "query-block", NULL, on_clock) < 0 ||
		qmp_monitor(qmp, "delvm " STALL_SNAPSHOT, on_saved) < 0 ||
		qmp_execute(qmp, "query-status", NULL, on_status) < 0)
		end_fail_link(machine);
}

int stall_is_looking(struct machine *machine)
{
	machine->stall.stopped |= machine->stall.looking;
	return machine->stall.looking;
}

uint64_t stall_sure_ns(const struct machine *machine)
{
	uint64_t sure_ns = 1, past_ns = machine->stall.slow_ns - machine->clock_ns;

	while (sure_ns <= past_ns / 2)
		sure_ns *= 2;
	return machine->clock_ns + sure_ns;
}
