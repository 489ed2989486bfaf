/* The emulator's command line. */
#ifndef KMEND_MACHINE_ARGS_H
#define KMEND_MACHINE_ARGS_H

#include "harness/machine/disk.h"
#include "harness/machine/machine.h"

struct machine_fds {
	int ram, snapshot, console, events, monitor;
	int image; /* the prepared copy of the image, -1: there is none */
};

/*
 * For the emulator that boots the image, or (with_kernel 0) for the one that only ever loads the snapshot. A
 * NULL-terminated argument list of the caller (args_free), or NULL when out of memory.
 */
char **args_new(
	const struct machine_config *config, const struct disk *disk, const struct machine_fds *fds, int with_kernel);
void args_free(char **args);

#endif
