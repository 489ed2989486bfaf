/*
 * Where a guest is that had to be ended from outside: its processor is looked at where it stands, then some more times with a little of its
 * running in between, so that a loop in one place can be told from a long way. The logs are read and the run is judged before that: what
 * the guest does meanwhile is no part of it. Only the first look is at a moment of the guest's own clock.
 */
#ifndef KMEND_MACHINE_SAMPLES_H
#define KMEND_MACHINE_SAMPLES_H

#include "harness/machine/state.h"

/* The guest stands still, its run is judged as `end`: looks, and hands the result over. */
void samples_begin(struct machine *machine, enum machine_end end);

/* The guest has stopped between two looks. */
void samples_stopped(struct machine *machine);

/* At a tick: `spent_ns` of this step's time are used. */
void samples_tick(struct machine *machine, double spent_ns);

/* The emulator is gone: what was seen until now is what there is. */
void samples_gone(struct machine *machine);

/* What the monitor's `info registers` says. 0: no instruction pointer in it. */
int samples_read(struct machine_sample *sample, const char *text);

#endif
