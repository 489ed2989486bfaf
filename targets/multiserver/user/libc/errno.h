/* The error of the last call that returned -1. One thread a process, so one variable. */
#ifndef LIBC_ERRNO_H
#define LIBC_ERRNO_H

#include "ms/errno.h"

extern int errno;

/* "ENOENT" for 2; "E?" for a number that nobody defined. Static storage. */
const char *strerrorname(int error);

#endif
