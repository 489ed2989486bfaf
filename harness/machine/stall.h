/*
 * A processor that stands still, or next to it. A guest can get to where the emulator works and the guest does not: it executes
 * what is no memory, or a stack has run over the page tables and pushes into the instruction that pushes; each instruction is
 * translated anew, each time. Next to no guest time passes, so no limit in guest time ends it. A run that lasts is therefore
 * asked for its clock, which a snapshot tells. One that executes less than an instruction in a microsecond, and would not reach
 * its limit before the guard's, look after look, has come to its end; later on one that is ten times as fast (code that
 * rewrites itself).
 *
 * The look also ends a guest that has taken away the watchdog that is its limit.
 *
 * Work that slow does not end by itself: a guest at 1 MIPS would be at the guard's end after its 250 million instructions, and
 * say nothing about itself. A look pauses the machine, as each part of the limit does. It also wakes the emulator's main thread at
 * a moment that is the host's, and that thread moves the clock of a guest that sleeps to its next timer: between the halt and the
 * moment at which the executed instructions have been added up, it moves it too far (docs/machines.md, "Looks"). So a guest
 * whose logs grow is not looked at, because it does execute something. Only one that talks for STALL_TALKS_MS is.
 */
#ifndef KMEND_MACHINE_STALL_H
#define KMEND_MACHINE_STALL_H

#include "harness/machine/state.h"

#define STALL_SNAPSHOT "clock" /* name of the snapshot that tells a clock; there only for a moment */
#define STALL_LOOK_MS 3000u    /* between two looks; a run that ends earlier is never looked at */
#define STALL_TALKS_MS 30000u  /* so long its logs alone say that it runs */
#define STALL_LOOKS 3u         /* so many in a row must find it slow */
#define STALL_LATE 4           /* after this part of the guard's time ... */
#define STALL_LATE_MIPS 16     /* ... so much is next to nothing, too: an ordinary guest executes a hundred */

/* What a look can find. */
struct stall_calls {
	void (*stuck)(struct machine *machine); /* the guest executes next to nothing */
	void (*passed)(
		struct machine *machine); /* its limit has passed and it runs: it has switched off its watchdog */
	void (*stopped)(struct machine *machine); /* the machine had stopped by itself when it was looked at */
};

/* A run begins. */
void stall_begin(struct machine *machine);

/* At a tick, `spent_ns` after the run began: looks when it is time. `calls` must outlive the machine. */
void stall_tick(struct machine *machine, double spent_ns, const struct stall_calls *calls);

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
