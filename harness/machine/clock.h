/*
 * Guest virtual time where it is not exact by itself.
 *
 * A stop that the guest asks for (pvpanic) pauses the virtual CPU first and the machine a moment later. When QEMU's main
 * loop looks in between, it sees an idle machine that is still running, and with `sleep=off` it moves the clock to the
 * next timer. A guest with no timer armed cannot be moved: targets stop theirs for the `ready` stop, and the harness
 * arms the watchdog only afterwards. That it worked is checked: the clock is read out of the snapshot.
 *
 * A run that hits its limit goes on for some instructions after it. What it logged there is cut off.
 */
#ifndef KMEND_MACHINE_CLOCK_H
#define KMEND_MACHINE_CLOCK_H

#include <stddef.h>
#include <stdint.h>

/* The virtual clock inside the snapshot in this qcow2 file. -1 when it has none (no instruction counting). */
int clock_of_snapshot(uint64_t *clock_ns, int fd, uint32_t icount_shift);

/*
 * How many instructions the guest had executed at the snapshot in this qcow2 file whose virtual clock is `clock_ns`. Several can be in
 * it. -1 when none is, or when two of that moment do not agree.
 */
int clock_instructions(uint64_t *instructions, int fd, uint32_t icount_shift, uint64_t clock_ns);

/* What happened before this moment was surely written when the guest was stopped at `deadline_ns`. */
uint64_t clock_sure_ns(uint64_t deadline_ns);

/*
 * How many bytes of this event log were surely written before the limit: up to the first line whose TICKS are later
 * than 1 ms before `deadline_ns`, and no unfinished line.
 */
size_t clock_cut(const char *log, size_t size, uint64_t deadline_ns);

/* How many bytes of it stand before the first line whose TICKS are later than `last_ns`; no unfinished line. */
size_t clock_until(const char *log, size_t size, uint64_t last_ns);

/* TICKS of the last line of the log that is an event, 0 when there is none. */
uint64_t clock_last_ticks(const char *log, size_t size);

#endif
