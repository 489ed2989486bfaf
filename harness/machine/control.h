/*
 * The control block in guest memory, seen from outside. The guest writes it, and a broken guest writes anything: every
 * field is checked against the image and against the size of memory before it is used. `ram` is physical memory from 0, `ram_bytes` long.
 *
 * Life: [control_file, to count the boot] -> at the `ready` stop control_check, control_counts for what the boot ran,
 * control_settle -> for each run control_arm, and at its end control_stop, control_fault, control_counts. builtin_memory.h is the same for
 * kernels without glue.
 */
#ifndef KMEND_MACHINE_CONTROL_H
#define KMEND_MACHINE_CONTROL_H

#include <stddef.h>
#include <stdint.h>

#include "harness/image/image.h"

#define CONTROL_TEST_MAX 64u

struct control_order {
	uint32_t mode; /* enum kmend_mode */
	uint32_t site, block, flags;
	struct kmend_fault fault; /* its counters are set to 0 when it is armed; the seed also counts without a fault */
	const char *workload;     /* "" or NULL: all tests */
	char test[CONTROL_TEST_MAX]; /* one more, which runs only when it is named; "": none */
};

/*
 * A nameless file: the image, prepared so that every block counts from as early on as the guest can see to. The caller closes it; -1 on
 * error, also for an image whose file does not hold the control block.
 */
int control_file(const char *image_path, const struct kmend_image *image);

/* Is this the control block of `image` at its `ready` stop? Copies it out of `ram` first. -1 with what is wrong. */
int control_check(const void *ram, size_t ram_bytes, const struct kmend_image *image);

/* At the `ready` stop: empties the watch bytes and the counters. -1 when the guest's description of them does not fit. */
int control_settle(void *ram, size_t ram_bytes, const struct kmend_image *image);

/* The guest's stop code, or 0 when there is none that the ABI knows. */
uint32_t control_stop(const void *ram, size_t ram_bytes, const struct kmend_image *image);

/* Writes the harness's half and clears the stop code, so that an old one is never taken for a new one. -1 when the block does not lie in memory or the workload is too long. */
int control_arm(void *ram, size_t ram_bytes, const struct kmend_image *image, const struct control_order *order);

/* The fault as the guest left it, with its counters. -1 when the block does not lie in memory. */
int control_fault(struct kmend_fault *out, const void *ram, size_t ram_bytes, const struct kmend_image *image);

/*
 * The block counters by dense block number into `counts` (image->nblocks elements). -1 when the guest's description of them
 * does not fit the image or memory.
 */
int control_counts(struct kmend_count *counts, const void *ram, size_t ram_bytes, const struct kmend_image *image);

#endif
