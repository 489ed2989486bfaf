/* What the steps of a machine's life have in common. */
#ifndef KMEND_MACHINE_STEP_H
#define KMEND_MACHINE_STEP_H

#include "harness/machine/state.h"

/* Enters a phase that must end within its wall-clock limit. */
void step_begin(struct machine *machine, enum machine_phase phase);
/* That limit, of the phase that the machine is in. */
uint64_t step_limit_ms(const struct machine *machine);
/* 1: the guest runs in this phase. */
int step_has_guest(const struct machine *machine);

/* Grants the next part of the virtual-time limit and lets the guest go on. */
void step_go(struct machine *machine);
/* Sends `stop`. Its event comes, or has come already. */
void step_stop(struct machine *machine);

/* For an answer that matters only when it is a refusal. `context` is the machine. */
void step_answer(void *context, json_t *result, const char *error);

/* Microseconds since the last call. */
uint64_t step_lap_us(struct machine *machine);

#endif
