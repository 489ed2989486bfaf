/*
 * The target's disk images. They are never written: a file lies over each, takes what the guest writes, and goes back with every
 * restore. Over the first one that is the machine's snapshot file.
 */
#ifndef KMEND_MACHINE_DISK_H
#define KMEND_MACHINE_DISK_H

#include <stdint.h>

#include "harness/machine/config.h"

struct disk {
	char *path;       /* NULL: the machine has none */
	const char *node; /* its name in the emulator */
	int is_qcow2;     /* else raw */
	uint64_t bytes;   /* as the guest sees it, a multiple of 512 */
	int copy;         /* nameless file with its content (disk_copy.h), which the emulator opens instead; -1: none */
	int overlay;      /* of the second disk: nameless file that lies over it; -1: none */
};

#define DISK_INIT { .copy = -1, .overlay = -1 }

/*
 * Finds the disks of the config, looks at them and copies them into memory if they are small. 0 also without any. Release in every
 * case.
 */
int disks_open(struct disk disks[KMEND_DISKS], const struct machine_config *config);
void disks_release(struct disk disks[KMEND_DISKS]);

/* The value of -blockdev: the image, read-only. NULL when out of memory. */
char *disk_blockdev(const struct disk *disk);

#endif
