/*
 * Files in memory, without a name. Guest RAM, snapshots and serial logs live in them: nothing is left behind when a
 * process dies, and the size of /dev/shm does not matter. A child process opens them as /proc/self/fd/N.
 */
#ifndef KMEND_MACHINE_MEMFILE_H
#define KMEND_MACHINE_MEMFILE_H

#include <stddef.h>
#include <stdint.h>

#include "harness/base/buf.h"

/* A new file of `size` zero bytes, closed on exec; -1 on error. The caller closes it. */
int memfile_new(const char *label, size_t size);

/* The same with these bytes in it. */
int memfile_of(const char *label, const void *bytes, size_t size);

/* Appends at most `limit` bytes from the start of the file. *size is the file's whole size. */
int memfile_read(struct kmend_buf *out, int fd, size_t limit, size_t *size);

/*
 * Makes the file a qcow2 image without data, of a disk of that many bytes (up to 4 TiB): QEMU keeps machine snapshots
 * only in an image of that format.
 */
int memfile_make_qcow2(int fd, uint64_t bytes);

#endif
