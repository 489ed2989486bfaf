/* Runs one shell command to its end and keeps what it says. */
#ifndef KMEND_BUILD_COMMAND_H
#define KMEND_BUILD_COMMAND_H

#include "harness/base/buf.h"

/*
 * `sh -c command` with no standard input; standard output and error are appended to `output` (bounded: past 8 MiB the
 * rest is dropped). *status is the exit status, 128 + signal when killed. -1 only when nothing could be started.
 */
int kmend_command_run(const char *command, struct kmend_buf *output, int *status);

#endif
