#include "harness/machine/stop.h"

#include <string.h>

static enum stop_cause cause_of(const char *name, json_t *data)
{
	const char *reason = json_string_value(json_object_get(data, "reason"));

	if (!strcmp(name, "GUEST_PANICKED"))
		return STOP_CAUSE_GUEST;
	if (!strcmp(name, "SHUTDOWN"))
		return reason && !strcmp(reason, "guest-reset") ? STOP_CAUSE_RESET : STOP_CAUSE_POWEROFF;
	if (!strcmp(name, "RESET"))
		return STOP_CAUSE_RESET;
	if (!strcmp(name, "SUSPEND"))
		return STOP_CAUSE_SUSPEND;
	return STOP_CAUSE_NONE;
}

int stop_event(struct stop *stop, const char *name, json_t *data)
{
	if (!strcmp(name, "STOP"))
		return 1;
	stop->is_power_off |= cause_of(name, data) == STOP_CAUSE_POWEROFF;
	if (stop->cause == STOP_CAUSE_NONE)
		stop->cause = cause_of(name, data);
	return stop->cause == STOP_CAUSE_SUSPEND;
}

int stop_end(const struct stop *stop, enum machine_end *end)
{
	switch (stop->cause) {
	case STOP_CAUSE_GUEST:
		*end = MACHINE_END_STOP;
		return 1;
	case STOP_CAUSE_RESET:
		*end = MACHINE_END_RESET;
		return 1;
	case STOP_CAUSE_POWEROFF:
		*end = MACHINE_END_POWEROFF;
		return 1;
	case STOP_CAUSE_SUSPEND:
		*end = MACHINE_END_SUSPEND;
		return 1;
	case STOP_CAUSE_NONE:
		break;
	}
	*end = stop->by_guest    ? MACHINE_END_STOP
		: stop->by_flood ? MACHINE_END_FLOOD
		: stop->by_limit ? MACHINE_END_HANG
				 : MACHINE_END_STUCK;
	return stop->by_guest || stop->by_flood || stop->by_limit || stop->by_stall;
}

int stop_needs_reset(const struct stop *stop, enum machine_end end)
{
	return end == MACHINE_END_RESET || end == MACHINE_END_POWEROFF || end == MACHINE_END_SUSPEND ||
		stop->is_power_off;
}
