/*
 * The control block in guest memory, seen from outside. The guest writes it, and a broken guest writes anything: every
 * field is checked against the image and against the size of memory before it is used.
 */
#ifndef KMEND_MACHINE_CONTROL_H
#define KMEND_MACHINE_CONTROL_H

#include <stddef.h>
#include <stdint.h>

#include "harness/image/image.h"

struct control_order {
	uint32_t mode; /* enum kmend_mode */
	uint32_t site, block, candidate, type, flags;
	uint64_t seed;
	const char *workload; /* "" or NULL: all tests */
};

/*
 * Is this the control block of `image` at its `ready` stop? Copies it out of `ram` (physical memory from 0, `ram_bytes`
 * long) first. -1 with what is wrong.
 */
int control_check(const void *ram, size_t ram_bytes, const struct kmend_image *image);

/* The guest's stop code, or 0 when there is none that the ABI knows. */
uint32_t control_stop(const void *ram, size_t ram_bytes, uint64_t control_pa);

/* Writes the harness's half and clears the stop code, so that an old one is never taken for a new one. -1 when the block does not lie in memory or the workload is too long. */
int control_arm(void *ram, size_t ram_bytes, uint64_t control_pa, const struct control_order *order);

/*
 * The block counters of a golden run by dense block number into `counts` (image->nblocks elements). -1 when the guest's
 * description of them does not fit the image or memory.
 */
int control_counts(struct kmend_count *counts, const void *ram, size_t ram_bytes, const struct kmend_image *image);

#endif
