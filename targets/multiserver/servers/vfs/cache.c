/* The buffer cache. The protocol is in cache.h. */
#include "cache.h"

#include "blockio.h"
#include "server.h"

#define HASH_SIZE 32u

static struct buf buffers[CACHE_BUFFERS];
static uint8_t blocks[CACHE_BUFFERS][DISK_BLOCK] __attribute__((aligned(64)));
static struct buf *hash[HASH_SIZE];
static uint32_t stamp;

void cache_init(void)
{
	for (unsigned i = 0; i < CACHE_BUFFERS; i++)
		buffers[i].data = blocks[i];
}

static struct buf *find(uint32_t block)
{
	for (struct buf *b = hash[block % HASH_SIZE]; b; b = b->hash_next)
		if (b->block == block)
			return b;
	return NULL;
}

static void unhash(struct buf *b)
{
	struct buf **link = &hash[b->block % HASH_SIZE];

	if (b->block == 0)
		return;
	while (*link && *link != b)
		link = &(*link)->hash_next;
	ms_assert(*link == b);
	*link = b->hash_next;
	b->hash_next = NULL;
	b->block = 0;
	b->valid = 0;
	b->dirty = 0;
}

static void rehash(struct buf *b, uint32_t block)
{
	unhash(b);
	b->block = block;
	b->hash_next = hash[block % HASH_SIZE];
	hash[block % HASH_SIZE] = b;
}

/* The buffer that nobody pins and that was not used for the longest time. */
static struct buf *victim(void)
{
	struct buf *best = NULL;

	for (unsigned i = 0; i < CACHE_BUFFERS; i++) {
		struct buf *b = &buffers[i];

		if (b->pins || b->busy)
			continue;
		if (b->block == 0)
			return b;
		if (!best || (int32_t)(b->used - best->used) < 0)
			best = b;
	}
	return best;
}

static void io_begin(struct buf *b)
{
	b->busy = 1;
	b->pins++;
}

static void io_end(struct buf *b)
{
	b->busy = 0;
	b->pins--;
	cothread_wake_all(&b->waiters);
}

static int write_back(struct buf *b)
{
	int error;

	io_begin(b);
	b->dirty = 0;
	error = blockio_transfer(BLOCKIO_WRITE, b->block, b->data);
	if (error)
		b->dirty = 1;
	io_end(b);
	return error;
}

/* Waits until the I/O on b is over; b can hold another block by then. */
static int wait_idle(struct buf *b)
{
	return cothread_sleep(&b->waiters);
}

static int fill_read(struct buf *b)
{
	int error;

	io_begin(b);
	error = blockio_transfer(BLOCKIO_READ, b->block, b->data);
	if (error == 0)
		b->valid = 1;
	else
		unhash(b);
	io_end(b);
	return error;
}

static void fill_zero(struct buf *b)
{
	cothread_commit();
	memset(b->data, 0, DISK_BLOCK);
	b->valid = 1;
	b->dirty = 1;
}

int cache_get(struct buf **out, uint32_t block, enum cache_fill fill)
{
	*out = NULL;
	ms_assert(block != 0 && block < DISK_BLOCKS);
	for (;;) {
		struct buf *b = find(block);
		int error = 0;

		if (b && b->busy) {
			error = wait_idle(b);
			if (error)
				return error;
			continue;
		}
		if (!b) {
			b = victim();
			if (!b)
				return -EBUSY;
			if (b->dirty) {
				error = write_back(b);
				if (error)
					return error;
				continue; /* the wait may have changed everything */
			}
			rehash(b, block);
			if (fill == CACHE_READ)
				error = fill_read(b);
			if (error)
				return error;
		}
		if (fill == CACHE_ZERO)
			fill_zero(b);
		b->used = ++stamp;
		b->pins++;
		*out = b;
		return 0;
	}
}

void cache_put(struct buf *b)
{
	ms_assert(b->pins > 0);
	b->pins--;
}

void cache_dirty(struct buf *b)
{
	cothread_commit();
	b->dirty = 1;
}

void cache_forget(uint32_t block)
{
	struct buf *b = find(block);

	if (!b)
		return;
	b->dirty = 0;
	if (!b->pins && !b->busy)
		unhash(b);
}

int cache_sync(void)
{
	for (unsigned i = 0; i < CACHE_BUFFERS; i++) {
		struct buf *b = &buffers[i];
		int error;

		if (!b->dirty || b->busy)
			continue;
		error = write_back(b);
		if (error)
			return error;
	}
	return 0;
}

unsigned cache_pins(void)
{
	unsigned n = 0;

	for (unsigned i = 0; i < CACHE_BUFFERS; i++)
		n += buffers[i].pins;
	return n;
}
