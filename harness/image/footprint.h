/*
 * What the programs of an image take of memory, by the segments that a loader gives them: of each component that the image carries
 * as a program of its own (KMEND_PART_SECTION). Whole pages; the file is hostile, and nothing is loaded.
 */
#ifndef KMEND_IMAGE_FOOTPRINT_H
#define KMEND_IMAGE_FOOTPRINT_H

#include <stdint.h>

struct kmend_footprint {
	const char *component; /* lives until the call returns */
	uint64_t program;      /* bytes of all loaded segments and the main stack, without the runtime's region */
	uint64_t writable;     /* of them, those that every instance has for itself */
	uint64_t runtime;      /* bytes of the recovery runtime's region (kmend_header) */
};

/* Calls `each` for every component of its own program; what it returns other than 0 ends it and is returned. An image without any is
 * fine. -1 with a message when the file or one of the programs cannot be read. */
int kmend_footprints(
	const char *path, int (*each)(const struct kmend_footprint *footprint, void *context), void *context);

#endif
