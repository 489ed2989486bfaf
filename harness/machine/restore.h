/* From the snapshot to a running guest. */
#ifndef KMEND_MACHINE_RESTORE_H
#define KMEND_MACHINE_RESTORE_H

#include "harness/machine/state.h"

/* Makes the paused machine what it was at the snapshot. */
int restore_load(struct machine *machine, qmp_reply loaded);

/* Restores, gives the orders of this run, lets the guest go on. */
void restore_and_go(struct machine *machine);
/* The RESET event came that restore_and_go() has asked for. */
void restore_after_reset(struct machine *machine);

#endif
