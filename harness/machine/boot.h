/* From the greeting of the first emulator to the snapshot, and on to a second one that has tried it. */
#ifndef KMEND_MACHINE_BOOT_H
#define KMEND_MACHINE_BOOT_H

#include "harness/machine/state.h"

/* An emulator that greeted is asked for the boot: negotiates, and lets the guest go or tries the snapshot. */
void boot_begin(struct machine *machine);

/* The booting guest has come to this end; the logs are read. */
void boot_over(struct machine *machine, enum machine_end end);

/* It has not come to any end within the wall-clock limit. That says something about the guest, not about the emulator. */
void boot_too_long(struct machine *machine);

#endif
