/*
 * Why the guest stopped. STOP is the last event of a run: whatever caused it was announced before. A cause is remembered
 * when its event comes and read at STOP, so that the order of events and answers does not matter. WATCHDOG is the
 * exception: QEMU holds it back so that at most one a second comes out, which can be in the middle of a later run. It
 * is never listened to; a STOP without a cause asks for the state of the machine instead.
 */
#ifndef KMEND_MACHINE_STOP_H
#define KMEND_MACHINE_STOP_H

#include <jansson.h>

#include "harness/machine/result.h"

/* What the emulator announced. */
enum stop_cause { STOP_CAUSE_NONE, STOP_CAUSE_GUEST, STOP_CAUSE_RESET, STOP_CAUSE_POWEROFF, STOP_CAUSE_SUSPEND };

struct stop {
	enum stop_cause cause;
	int is_power_off; /* it has switched itself off, too, before whatever stopped it */
	int by_flood;     /* we have stopped it because of a flood ... */
	int by_guest;     /* ... because of what the guest said ... */
	int by_limit;     /* ... because its limit has passed and it goes on ... */
	int by_stall;     /* ... or because it executes next to nothing */
};

/* An event of the emulator while the guest runs. 1: the machine has stopped now. SUSPEND comes alone: no STOP follows. */
int stop_event(struct stop *stop, const char *name, json_t *data);

/* The machine has stopped. 1 with *end; 0: nobody has said why. */
int stop_end(const struct stop *stop, enum machine_end *end);

/* After that end the emulator is in its `shutdown` state, and only a reset leads out of it. */
int stop_needs_reset(const struct stop *stop, enum machine_end end);

#endif
