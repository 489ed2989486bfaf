/* What happens to a machine, and what is to be done about it. */
#ifndef KMEND_MACHINE_DRIVER_H
#define KMEND_MACHINE_DRIVER_H

#include "harness/machine/state.h"

/* What the emulator says. */
extern const struct qmp_handlers driver_handlers;

/* The guard's timer. */
void driver_tick(uv_timer_t *timer);

#endif
