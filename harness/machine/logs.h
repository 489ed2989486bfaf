/* The two serial logs of a machine: nameless files that the emulator appends to and that are read when it stands still. */
#ifndef KMEND_MACHINE_LOGS_H
#define KMEND_MACHINE_LOGS_H

#include <stddef.h>

#include "harness/base/buf.h"
#include "harness/machine/result.h"

struct logs {
	int events_fd, console_fd;
	struct kmend_buf events, console; /* as they were read last: what is kept of the boot, then the files */
	size_t boot_events, boot_console; /* bytes of them that came before the snapshot */
};

#define LOGS_INIT { .events_fd = -1, .console_fd = -1 }

/* Release in every case. */
int logs_new(struct logs *logs);
void logs_release(struct logs *logs);

/* Empties the files, for the next run. */
int logs_empty(struct logs *logs);
/* Reads both. 1: one of them is longer than allowed, -1: unreadable. */
int logs_read(struct logs *logs);
/* What was read is that of the boot: it comes before that of each run. */
void logs_keep_boot(struct logs *logs);

/* 1: one of the files is longer than allowed now. */
int logs_flooded(const struct logs *logs);
/* Bytes of both files now. */
size_t logs_size(const struct logs *logs);
/* Bytes of the console's file now. */
size_t logs_console_size(const struct logs *logs);

#endif
