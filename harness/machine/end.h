/* How a boot or a run is handed over. */
#ifndef KMEND_MACHINE_END_H
#define KMEND_MACHINE_END_H

#include "harness/machine/state.h"

/* Hands the result over. */
void end_finish(struct machine *machine, enum machine_end end);

/* The end of a machine's usefulness: `word` is stable, `what` for people; adds what the emulator said last. */
void end_fail(struct machine *machine, enum machine_end end, const char *word, const char *what);
/* The same with the error that is set as the message: a failure of our own, and a command that could not be sent. */
void end_fail_here(struct machine *machine);
void end_fail_link(struct machine *machine);
/* The emulator has closed its connection, or does not take a command, because of `why`. It can be the guest that has done it. */
void end_gone(struct machine *machine, const char *why);

#endif
