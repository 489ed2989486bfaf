#include "harness/machine/overdue.h"

#include <string.h>

#include "harness/machine/clock.h"
#include "harness/outcome/overdue.h"

int overdue_is_asked(const struct machine_order *order)
{
	return order->test_limits && order->test_limits->count && !order->by_hand;
}

static int find(struct guest *guest, size_t size, uint64_t now_ns)
{
	const struct kmend_buf *events = &guest->logs->events;

	return kmend_overdue_find(
		&guest->overdue, events->data ? events->data : "", size, guest->order->test_limits, now_ns);
}

/* The same of what the guest has surely written until then, whenever exactly it was stopped. */
int overdue_by_events(struct guest *guest, uint64_t now_ns)
{
	struct logs *logs = guest->logs;
	size_t from = logs->boot_events, size = logs->events.size;

	if (size > from)
		size = from + clock_cut(logs->events.data + from, size - from, now_ns);
	return find(guest, size, clock_sure_ns(now_ns));
}

int overdue_cut(struct guest *guest, uint64_t now_ns)
{
	struct logs *logs = guest->logs;
	size_t from = logs->boot_events;
	int found = overdue_is_asked(guest->order) ? find(guest, logs->events.size, now_ns) : 0;

	if (found > 0 && logs->events.size > from)
		logs->events.size =
			from + clock_until(logs->events.data + from, logs->events.size - from, guest->overdue.at_ns);
	return found;
}

int overdue_by_console(struct guest *guest, uint64_t now_ns)
{
	const struct kmend_buf *console = &guest->logs->console;
	struct guest_console *c = &guest->console;
	size_t from = guest->logs->boot_console, size = console->size > from ? console->size - from : 0;
	const struct kmend_test_limit *limit;
	struct kmend_under_way test;

	c->looks++;
	kmend_under_way_find(&test, guest->config->console, size ? console->data + from : "", size, c->token);
	if (test.at != c->begun_at) {
		c->begun_at = test.at;
		c->begun_look = c->looks;
	}
	limit = test.test[0] ? kmend_test_limits_find(guest->order->test_limits, test.test, strlen(test.test)) : NULL;
	if (!limit || !limit->seconds || (c->looks - c->begun_look) * OVERDUE_STEP_S < limit->seconds) {
		c->looked_bytes = logs_console_size(guest->logs);
		return 0;
	}
	c->quiet = c->looked_bytes;
	guest->overdue = (struct kmend_overdue){ .seconds = limit->seconds, .at_ns = now_ns };
	memcpy(guest->overdue.test, test.test, sizeof guest->overdue.test);
	return 1;
}
