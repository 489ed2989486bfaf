/*
 * The check of VFS's own state: the disk as fsck would see it (through the cache), and the tables in memory against each
 * other. Problems are counted; the text of the first one is kept.
 */
#ifndef VFS_AUDIT_H
#define VFS_AUDIT_H

#include "server.h"

/* Counts a problem; the first one's text is kept for the answer. */
__attribute__((format(printf, 1, 2))) void audit_problem(const char *format, ...);

/* Bitmaps against reachable inodes, link counts, leaked and doubly used blocks. 0, or negative errno: could not look. */
int audit_disk(void);
/* Descriptors, open files, pipes, inodes and buffers that belong to nobody or to a process that is gone. */
void audit_tables(void);

#endif
