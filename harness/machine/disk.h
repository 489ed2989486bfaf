/*
 * The target's disk image. It is never written: the machine's snapshot file lies over it, takes what the guest writes, and goes
 * back with every restore.
 */
#ifndef KMEND_MACHINE_DISK_H
#define KMEND_MACHINE_DISK_H

#include <stdint.h>

#include "harness/machine/config.h"

struct disk {
	char *path;     /* NULL: the machine has none */
	int is_qcow2;   /* else raw */
	uint64_t bytes; /* as the guest sees it, a multiple of 512 */
	int copy;       /* nameless file with its content (disk_copy.h), which the emulator opens instead; -1: none */
};

#define DISK_INIT { .copy = -1 }

/* Finds the disk of the config, looks at it and copies it into memory if it is small. 0 also without one. Release in every case. */
int disk_open(struct disk *disk, const struct machine_config *config);
void disk_release(struct disk *disk);

/* The value of -blockdev: the image, read-only, as node DISK_NODE. NULL when out of memory. */
#define DISK_NODE "disk"
char *disk_blockdev(const struct disk *disk);

#endif
