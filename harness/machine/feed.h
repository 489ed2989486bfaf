/* Typing on the console of a guest that stands still, so that it happens at the same moment of its time in every run. */
#ifndef KMEND_MACHINE_FEED_H
#define KMEND_MACHINE_FEED_H

#include "harness/machine/state.h"

/* Types what the target says, and calls `then` when the emulator has taken all of it; at once when there is nothing to type. */
void feed(struct machine *machine, void (*then)(struct machine *machine));

/* Before the next snapshot is loaded: what the last guest has not read is taken out of the emulator. Then calls `then`. */
void feed_drain(struct machine *machine, void (*then)(struct machine *machine));

#endif
