/*
 * How many instructions a run had. QEMU counts them and tells nobody, but a snapshot holds the counter: one is taken where the
 * guest has stopped, read beside that of `ready`, and deleted. Virtual time alone does not say it: it also passes while the guest waits.
 */
#ifndef KMEND_MACHINE_INSTRUCTIONS_H
#define KMEND_MACHINE_INSTRUCTIONS_H

#include "harness/machine/state.h"

/* Fills result.instructions and ends the run with MACHINE_END_STOP, or with an infra end. The guest has stopped by itself. */
void instructions_ask(struct machine *machine);

#endif
