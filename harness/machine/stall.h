/*
 * A processor that stands still, or next to it. A guest can get to where the emulator works and the guest does not: it executes
 * what is no memory, or a stack has run over the page tables and pushes into the instruction that pushes; each instruction is
 * translated anew, each time. Next to no guest time passes, so no limit in guest time ends it. A run that lasts is therefore
 * asked for its clock, which a snapshot tells. One that executes less than an instruction in a microsecond, and would not reach
 * its limit before the guard's, look after look, has come to its end.
 *
 * Work that slow does not end by itself: a guest at 1 MIPS would be at the guard's end after its 250 million instructions, and
 * say nothing about itself. A look pauses the machine, as each part of the limit does, and changes nothing that the guest can
 * see.
 */
#ifndef KMEND_MACHINE_STALL_H
#define KMEND_MACHINE_STALL_H

#include "harness/machine/state.h"

#define STALL_LOOK_MS 3000u /* between two looks; a run that ends earlier is never looked at */
#define STALL_LOOKS 3u      /* so many in a row must find it slow */

typedef void (*stall_found)(struct machine *machine);

/* A run begins. */
void stall_begin(struct machine *machine);

/* At a tick, `spent_ns` after the run began: looks when it is time. Calls `stuck` when the guest has come to its end, and
 * `stopped` when the machine turns out to have stopped by itself while it was looked at. */
void stall_tick(struct machine *machine, double spent_ns, stall_found stuck, stall_found stopped);

/* The machine has stopped and nobody has said why. 1: that may be the look. */
int stall_is_looking(struct machine *machine);

/*
 * Of a guest that was stuck: until when, by its clock, what it did is the same in every run. Where the looks were is up to the
 * host, so only the greatest power of two of the time until the first slow one counts.
 */
uint64_t stall_sure_ns(const struct machine *machine);

/* The guest's clock in ns, out of the answer to `query-block` while there is a snapshot called `clock`; 0: there is none. */
uint64_t stall_clock_of(json_t *blocks);

#endif
