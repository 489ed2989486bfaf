/*
 * The buffer cache: write-back, least recently used goes first.
 *
 * cache_get() pins a buffer, cache_put() releases it; a pinned buffer keeps its block and never moves. Everything may sleep
 * in cache_get() (reading, or writing a dirty victim back), so whatever was checked before has to be checked again or be
 * protected by the file system lock. A buffer with I/O in progress is waited for.
 */
#ifndef VFS_CACHE_H
#define VFS_CACHE_H

#include <stdint.h>

#include "cothread.h"

#define CACHE_BUFFERS 64u

struct buf {
	uint32_t block; /* 0: holds nothing */
	uint32_t pins;
	uint32_t used;              /* stamp of the last use */
	uint8_t valid, dirty, busy; /* busy: I/O in progress */
	struct buf *hash_next;
	struct cothread_queue waiters;
	uint8_t *data; /* DISK_BLOCK bytes */
};

enum cache_fill {
	CACHE_READ, /* from the disk */
	CACHE_ZERO  /* the block is new: zeros, dirty */
};

void cache_init(void);
/* Pins the buffer of `block` in *out. 0, or negative errno and *out NULL. */
int cache_get(struct buf **out, uint32_t block, enum cache_fill fill);
void cache_put(struct buf *b);
/* The caller changed b->data, or is about to: its request cannot be given up from here on. */
void cache_dirty(struct buf *b);
/* The block was freed: its contents need not reach the disk. */
void cache_forget(uint32_t block);
/* Writes every dirty block back. */
int cache_sync(void);
/* Sum of all pins, for audits. */
unsigned cache_pins(void);

#endif
