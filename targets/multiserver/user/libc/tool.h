/* What the small programs of /bin share. */
#ifndef LIBC_TOOL_H
#define LIBC_TOOL_H

#include "errno.h"
#include "stdio.h"
#include "string.h"
#include "unistd.h"

/* "tool: what: ENOENT" on descriptor 2; returns 1, the exit status of failure. */
int tool_error(const char *tool, const char *what);

/* Copies everything from one descriptor to another: 0 or -1. */
int tool_copy(int from, int to);

#endif
