/*
 * The runtime of a kernel without glue in guest memory, seen from outside: what control.h is for the others. Where its
 * pieces lie is known from the image; what is in them comes from a guest that may be broken. Every access is checked
 * against the size of memory.
 */
#ifndef KMEND_MACHINE_BUILTIN_MEMORY_H
#define KMEND_MACHINE_BUILTIN_MEMORY_H

#include <stddef.h>
#include <stdint.h>

#include "harness/image/image.h"
#include "harness/machine/control.h"

/* A nameless file: the image, prepared so that every block counts from the first instruction on and the machine stops at
 * the `stop_at`-th (0: never). The caller closes it; -1 on error. */
int builtin_file(const char *image_path, const struct kmend_image *image, uint64_t stop_at);

/* 1: every piece of the runtime lies in memory of this size. 0: it does not, with a message. */
int builtin_fits(const struct kmend_image *image, size_t ram_bytes);

/* A copy of the runtime's struct. -1 when it does not lie in memory, or is not there (never loaded, or moved). */
int builtin_read(struct kmend_builtin *out, const void *ram, size_t ram_bytes, const struct kmend_image *image);

/* Watch bytes that are not EXPECTED any more: the kernel has written over them. 0 as well when they do not lie in memory of this size. */
uint32_t builtin_overwritten(const void *ram, size_t ram_bytes, const struct kmend_image *image, uint8_t expected);

/*
 * At the `ready` stop: checks that the kernel has left the watch bytes alone while it booted, then empties them and the
 * counters. -1 with what is wrong.
 */
int builtin_settle(void *ram, size_t ram_bytes, const struct kmend_image *image);

/* Gives the orders of one run. `stop_at` counts blocks from here, 0: never. */
int builtin_arm(void *ram, size_t ram_bytes, const struct kmend_image *image, const struct control_order *order,
	uint64_t stop_at, uint64_t token);

/* The counters by block number (image->nblocks elements). */
int builtin_counts(struct kmend_count *counts, const void *ram, size_t ram_bytes, const struct kmend_image *image);

#endif
