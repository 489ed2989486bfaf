/*
 * The six traps, and the shape that nearly every call has: fill a message, SENDREC, take the result.
 * Everything here is raw: results are negative error numbers. The POSIX-like wrappers set errno (see unistd.h).
 */
#ifndef LIBC_TRAP_H
#define LIBC_TRAP_H

#include <stddef.h>
#include <stdint.h>

#include "ms/ipc.h"

#include "ms/calls.h"
#include "ms/errno.h"
#include "ms/kcall.h"
#include "ms/params.h"
#include "ms/types.h"

static inline int64_t trap(uint64_t number, uint64_t a, uint64_t b, uint64_t c)
{
	int64_t result;

	__asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
	return result;
}

/* 1: a request on which its server crashed is sent again instead of failing with E_CRASH. Programs inherit it when a workload wants it. */
extern int crash_again;

/* Sends *m to a server and waits; returns the reply's result, or the trap's own error. *m is the reply afterwards. */
int64_t call_msg(endpoint_t server, struct msg *m);

/* A request without grants. */
int64_t call3(endpoint_t server, uint32_t type, uint64_t a0, uint64_t a1, uint64_t a2);

/* Grants of a request: the receiver may read (path, data to write) or write (buffers to fill). */
void msg_grant_read(struct msg *m, int slot, const void *p, size_t n);
void msg_grant_write(struct msg *m, int slot, void *p, size_t n);

/* Kernel call; k may be NULL for one without arguments. */
int64_t kcall(uint32_t number, struct kcall *k);

/* Result to POSIX: negative results set errno and become -1. */
int64_t to_errno(int64_t result);

#endif
