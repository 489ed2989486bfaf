/*
 * The mounted file system: superblock, free counts, allocation of blocks and inodes, and the lock.
 *
 * fs.lock, many readers or one writer: shared for whatever only looks, exclusive for whatever changes directories, inodes,
 * bitmaps or the process table. Its holder can sleep for the disk; requests on pipes and devices do without it.
 */
#ifndef VFS_SUPER_H
#define VFS_SUPER_H

#include <stdint.h>

#include <ms/fslayout.h>

#include "cothread.h"

struct filesystem {
	struct fs_super super;
	uint32_t mounted;
	uint32_t blocks_free, inodes_free;
	uint32_t block_hint, inode_hint; /* where the next search starts */
	struct cothread_lock lock;
};

extern struct filesystem fs;

/* Reads the superblock and counts what is free. From a worker, under the exclusive lock. 0 or negative errno. */
int fs_mount(void);

/* A free block, marked used and zeroed in the cache. -ENOSPC. */
int block_alloc(uint32_t *out);
int block_free(uint32_t block);
/* A free inode number, marked used. -ENOSPC. */
int inumber_alloc(uint32_t *out);
int inumber_free(uint32_t ino);

/* Bit `n` of the bitmap that starts at block `start`: 0, 1 or negative errno. */
int bitmap_test(uint32_t start, uint32_t n);

/* Milliseconds of guest time, for mtime. */
uint64_t now_ms(void);

#endif
