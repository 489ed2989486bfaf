/* Runs one shell command to its end, with all that it starts, and keeps what it says. */
#ifndef KMEND_BUILD_COMMAND_H
#define KMEND_BUILD_COMMAND_H

#include "harness/base/buf.h"

/*
 * `sh -c command` with no standard input and no terminal; standard output and error are appended to `output` (bounded:
 * past 8 MiB the rest is dropped). *status is the exit status, 128 + signal when killed. -1 only when nothing could be
 * started.
 *
 * Nothing of the command outlives it: what it leaves in the background is killed when its shell ends, and everything is
 * killed when this process ends, however it ends. Until then a descriptor that was open here (a lock) stays open.
 */
int kmend_command_run(const char *command, struct kmend_buf *output, int *status);

/* Who wants to know how far it is: told about once a second, with the lines of output so far. */
struct kmend_command_watch {
	void (*tick)(void *context, size_t lines);
	void *context;
};

/* The same, watched; `watch` can be NULL. */
int kmend_command_run_watched(
	const char *command, struct kmend_buf *output, int *status, const struct kmend_command_watch *watch);

#endif
