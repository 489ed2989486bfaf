/* A kernel with glue: it writes events, stops itself, and reads its orders from a control block. */
#include "harness/machine/guest.h"

#include "harness/base/error.h"
#include "harness/machine/clock.h"
#include "harness/machine/overdue.h"

#define TICK_MS 20u

/* A boot that counts starts from a copy of the image that says so. */
static int prepare(struct guest *guest)
{
	const struct machine_config *config = guest->config;

	if (!config->image->has_control)
		return kmend_error("%s: no symbol " KMEND_CONTROL_SYMBOL
				   " in the image; a kernel without glue needs `console:` in target.yaml "
				   "(docs/your-own-kernel.md)",
			config->image_path);
	if (!config->count_boot)
		return 0;
	guest->image_fd = control_file(config->image_path, config->image);
	return guest->image_fd < 0 ? -1 : 0;
}

static int look(struct guest *guest, double spent_ns)
{
	(void)guest;
	(void)spent_ns;
	return 0;
}

static uint32_t stop_code(const struct guest *guest, enum machine_end end)
{
	if (end != MACHINE_END_STOP)
		return 0;
	return control_stop(guest->memory->map, guest->memory->bytes, guest->config->image);
}

static const char *ready(struct guest *guest, enum machine_end end)
{
	guest->result->stop = stop_code(guest, end);
	if (guest->result->stop == KMEND_STOP_PANIC)
		return "the guest panicked before `ready`";
	if (end != MACHINE_END_STOP || guest->result->stop != KMEND_STOP_READY)
		return guest_boot_ended(end);
	if (control_check(guest->memory->map, guest->memory->bytes, guest->config->image) < 0)
		return kmend_error_text();
	return NULL;
}

static int arm(struct guest *guest)
{
	return control_arm(guest->memory->map, guest->memory->bytes, guest->config->image, &guest->order->control);
}

static void quiet(struct guest *guest)
{
	(void)guest;
}

/* What the guest logged after its virtual-time limit does not count: it differs from run to run, see clock.h. */
static void cut(struct logs *logs, uint64_t limit_ns)
{
	size_t from = logs->boot_events;

	if (logs->events.size > from)
		logs->events.size = from + clock_cut(logs->events.data + from, logs->events.size - from, limit_ns);
}

static int over(struct guest *guest, enum machine_end *end, uint64_t limit_ns)
{
	int found;

	if (machine_end_is_cut(*end))
		cut(guest->logs, limit_ns);
	found = overdue_cut(guest, *end == MACHINE_END_HANG ? clock_sure_ns(limit_ns) : 0);
	if (found > 0)
		*end = MACHINE_END_HANG;
	guest->result->stop = stop_code(guest, *end);
	return found < 0 ? -1 : 0;
}

static int counts(const struct guest *guest, struct kmend_count *counts)
{
	return control_counts(counts, guest->memory->map, guest->memory->bytes, guest->config->image);
}

/* Its glue disarms its timers before the `ready` stop; campaign/first_boot.h finds out when it does not. */
static int is_exact(const struct guest *guest, uint64_t clock_ns)
{
	(void)guest;
	(void)clock_ns;
	return 1;
}

const struct guest_kind guest_glue = { .tick_ms = TICK_MS,
	.prepare = prepare,
	.look = look,
	.ready = ready,
	.arm = arm,
	.quiet = quiet,
	.overdue = overdue_by_events,
	.over = over,
	.counts = counts,
	.is_exact = is_exact };
