/*
 * One experiment machine: QEMU boots an image to `ready`, a snapshot is kept there, and one experiment after the other runs
 * from it (docs/machines.md). Nothing blocks: everything is driven by a libuv loop, so that many machines run side by side
 * in one thread. Guest RAM and serial logs are nameless files that this process maps or reads itself.
 *
 * Life: machine_new -> machine_boot -> machine_run, again and again -> machine_free. Each of boot and run ends in
 * exactly one call of its callback (at once when the machine is dead already). After an infra end (machine_end_is_infra)
 * and after a boot that did not come to `ready` only machine_free is left.
 */
#ifndef KMEND_MACHINE_MACHINE_H
#define KMEND_MACHINE_MACHINE_H

#include <stdint.h>
#include <sys/types.h>
#include <uv.h>

#include "harness/machine/config.h"
#include "harness/machine/order.h"
#include "harness/machine/result.h"

struct machine;
typedef void (*machine_done)(struct machine *machine, const struct machine_result *result, void *context);

/* The config's texts and image must outlive the machine. -1: what cannot be had (QEMU, memory). */
int machine_new(struct machine **out, uv_loop_t *loop, const struct machine_config *config);

/* Boots to `ready` and takes the snapshot. Well when the result is MACHINE_END_STOP with KMEND_STOP_READY. */
void machine_boot(struct machine *machine, machine_done done, void *context);

/* Restores the snapshot, arms, runs to the end. */
void machine_run(struct machine *machine, const struct machine_order *order, machine_done done, void *context);

/* Block counters at the last stop; see control_counts(). */
int machine_counts(const struct machine *machine, struct kmend_count *counts);

/*
 * Guest virtual time of the snapshot (TCG). Two boots of one image are the same machine only when it agrees: compare
 * it before results of the two are put side by side.
 */
uint64_t machine_clock_ns(const struct machine *machine);

/*
 * 0: the emulator has moved the clock at the `ready` stop (clock.h) and the kernel cannot prevent it, so this boot is not the
 * machine that others are: boot again.
 */
int machine_is_exact(const struct machine *machine);

/* Address 0 at the snapshot, by the page tables that were in force there. Not known after a boot that takes no snapshot. */
enum machine_zero machine_zero(const struct machine *machine);

/* Process id of the emulator that runs now: after a boot it is another one than during it. */
pid_t machine_pid(const struct machine *machine);

/* Kills the emulator. No callback comes afterwards; the memory goes with the next turns of the loop. NULL is fine. */
void machine_free(struct machine *machine);

/*
 * 1: a kernel of this config tells no exact moment, neither of its `ready` stop nor of the end of its workload: both are
 * searched first (campaign/locate.h, campaign/seek.h).
 */
int machine_is_searched(const struct machine_config *config);

#endif
