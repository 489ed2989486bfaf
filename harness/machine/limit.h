/*
 * The limit of a run in guest virtual time. QEMU's ib700 watchdog counts it: it is armed from outside through its I/O
 * port, reaches at most 30 s in steps of 2 s, and pauses the machine. A longer limit is granted in parts. Pure: what was
 * granted in, the next command out.
 */
#ifndef KMEND_MACHINE_LIMIT_H
#define KMEND_MACHINE_LIMIT_H

#include <stdint.h>

struct limit {
	uint32_t left_s; /* guest virtual seconds that were not used up yet */
	uint32_t part_s; /* granted now */
	uint32_t last_s; /* the last part stands alone and is so long, 0: any will do */
	uint32_t step_s; /* longest part; 0: as long as the watchdog counts */
	uint64_t whole_ns;
};

#define LIMIT_COMMAND_MAX 32

enum limit_left { LIMIT_OVER, LIMIT_LAST /* the last part is left */, LIMIT_MORE };

/* A limit of at least `limit_ns`, then a last part of `last_s` (0, or a multiple of 2) on top of it. */
void limit_set(struct limit *limit, uint64_t limit_ns, uint32_t last_s);
/* From now on no part is longer than `step_s`, an even number: the guest is looked at so often. */
void limit_step_set(struct limit *limit, uint32_t step_s);
/* No limit at all. */
void limit_none(struct limit *limit);

/* Grants the next part. 1: `command` for the emulator's monitor arms it; 0: there is no limit. */
int limit_grant(struct limit *limit, char command[LIMIT_COMMAND_MAX]);

/* How much of it was used up by the parts that are over. */
uint64_t limit_used_ns(const struct limit *limit);

/* The part that was granted is used up. What is left? */
enum limit_left limit_used(struct limit *limit);

#endif
