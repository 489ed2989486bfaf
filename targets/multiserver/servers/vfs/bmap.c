/*
 * Where the bytes of a file lie: direct, single indirect and double indirect blocks, with holes.
 */
#include "cache.h"
#include "inode.h"
#include "server.h"
#include "super.h"

/* The way to a file block: a slot of the inode, then at most two slots of indirect blocks. */
struct way {
	unsigned depth; /* indirect blocks on the way */
	uint32_t slot;  /* in addr[] */
	uint32_t index[2];
};

static int way_to(uint32_t n, struct way *w)
{
	if (n < FS_DIRECT) {
		w->depth = 0;
		w->slot = n;
		return 0;
	}
	n -= FS_DIRECT;
	if (n < FS_PER_INDIRECT) {
		w->depth = 1;
		w->slot = FS_INDIRECT;
		w->index[0] = n;
		return 0;
	}
	n -= FS_PER_INDIRECT;
	if (n >= FS_PER_INDIRECT * FS_PER_INDIRECT)
		return -EFBIG;
	w->depth = 2;
	w->slot = FS_DOUBLE;
	w->index[0] = n / FS_PER_INDIRECT;
	w->index[1] = n % FS_PER_INDIRECT;
	return 0;
}

static int read_slot(uint32_t block, uint32_t index, uint32_t *out)
{
	struct buf *b;
	int error = cache_get(&b, block, CACHE_READ);

	if (error)
		return error;
	*out = ((const uint32_t *)b->data)[index];
	cache_put(b);
	if (*out && (*out < fs.super.data_start || *out >= fs.super.blocks))
		return -EIO;
	return 0;
}

static int write_slot(uint32_t block, uint32_t index, uint32_t value)
{
	struct buf *b;
	int error = cache_get(&b, block, CACHE_READ);

	if (error)
		return error;
	((uint32_t *)b->data)[index] = value;
	cache_dirty(b);
	cache_put(b);
	return 0;
}

/* Follows the way as far as blocks exist: the number in *out (0: hole), how many levels are missing in *missing. */
static int follow(struct inode *ip, const struct way *w, uint32_t *out, unsigned *missing)
{
	uint32_t block = ip->d.addr[w->slot];

	for (unsigned level = 0; level < w->depth; level++) {
		int error;

		if (block == 0) {
			*out = 0;
			*missing = w->depth - level + 1;
			return 0;
		}
		error = read_slot(block, w->index[level], &block);
		if (error)
			return error;
	}
	*out = block;
	*missing = block == 0;
	return 0;
}

int bmap_find(struct inode *ip, uint32_t n, uint32_t *out)
{
	unsigned missing;
	struct way w;
	int error = way_to(n, &w);

	if (error)
		return error;
	return follow(ip, &w, out, &missing);
}

static int alloc_for(struct inode *ip, uint32_t *block)
{
	int error = block_alloc(block);

	if (error)
		return error;
	ip->d.blocks++;
	inode_dirty(ip);
	return 0;
}

int bmap_fill(struct inode *ip, uint32_t n, uint32_t *out)
{
	unsigned missing;
	uint32_t block;
	struct way w;
	int error = way_to(n, &w);

	if (error)
		return error;
	error = follow(ip, &w, out, &missing);
	if (error || *out)
		return error;
	if (fs.blocks_free < missing)
		return -ENOSPC;
	block = ip->d.addr[w.slot];
	if (block == 0) {
		error = alloc_for(ip, &block);
		if (error)
			return error;
		ip->d.addr[w.slot] = block;
	}
	for (unsigned level = 0; level < w.depth; level++) {
		uint32_t next;

		error = read_slot(block, w.index[level], &next);
		if (error)
			return error;
		if (next == 0) {
			error = alloc_for(ip, &next);
			if (error)
				return error;
			error = write_slot(block, w.index[level], next);
			if (error)
				return error;
		}
		block = next;
	}
	*out = block;
	return 0;
}

static int free_for(struct inode *ip, uint32_t block)
{
	int error = block_free(block);

	if (error)
		return error;
	ms_assert(ip->d.blocks > 0);
	ip->d.blocks--;
	inode_dirty(ip);
	return 0;
}

/*
 * Frees what lies under `block`, an indirect block of `depth` levels that maps file blocks base.., from file block `from`
 * on. *empty says whether nothing is left in it, so that the caller frees it too.
 */
static int cut_tree(struct inode *ip, uint32_t block, unsigned depth, uint32_t base, uint32_t from, int *empty)
{
	uint32_t span = depth == 2 ? FS_PER_INDIRECT : 1;
	uint32_t *entry;
	struct buf *b;
	int error = cache_get(&b, block, CACHE_READ);

	*empty = 1;
	if (error)
		return error;
	entry = (uint32_t *)b->data;
	for (uint32_t i = 0; i < FS_PER_INDIRECT && !error; i++) {
		uint32_t child = entry[i], first = base + i * span;
		int gone = 1;

		if (child == 0)
			continue;
		if (first + span <= from) {
			*empty = 0;
			continue;
		}
		if (depth == 2)
			error = cut_tree(ip, child, 1, first, from, &gone);
		if (error || !gone) {
			*empty = 0;
			continue;
		}
		entry[i] = 0;
		cache_dirty(b);
		error = free_for(ip, child);
	}
	cache_put(b);
	return error;
}

int bmap_cut(struct inode *ip, uint32_t n)
{
	static const uint32_t base[2] = { FS_DIRECT, FS_DIRECT + FS_PER_INDIRECT };
	int error;

	for (uint32_t i = n; i < FS_DIRECT; i++) {
		uint32_t block = ip->d.addr[i];

		if (block == 0)
			continue;
		ip->d.addr[i] = 0;
		error = free_for(ip, block);
		if (error)
			return error;
	}
	for (unsigned depth = 1; depth <= 2; depth++) {
		uint32_t slot = FS_INDIRECT + depth - 1, block = ip->d.addr[slot];
		int empty;

		if (block == 0)
			continue;
		error = cut_tree(ip, block, depth, base[depth - 1], n, &empty);
		if (error)
			return error;
		if (!empty)
			continue;
		ip->d.addr[slot] = 0;
		error = free_for(ip, block);
		if (error)
			return error;
	}
	return 0;
}

/* What lies after the new end in its block must read as zeros if the file grows again. */
static int clear_tail(struct inode *ip, uint32_t size)
{
	struct buf *b;
	uint32_t block;
	int error;

	if (size % DISK_BLOCK == 0)
		return 0;
	error = bmap_find(ip, size / DISK_BLOCK, &block);
	if (error || block == 0)
		return error;
	error = cache_get(&b, block, CACHE_READ);
	if (error)
		return error;
	memset(b->data + size % DISK_BLOCK, 0, DISK_BLOCK - size % DISK_BLOCK);
	cache_dirty(b);
	cache_put(b);
	return 0;
}

int inode_resize(struct inode *ip, uint64_t size)
{
	int error;

	if (size > FS_FILE_BYTES)
		return -EFBIG;
	if (size < ip->d.size) {
		error = bmap_cut(ip, (uint32_t)((size + DISK_BLOCK - 1) / DISK_BLOCK));
		if (error)
			return error;
		error = clear_tail(ip, (uint32_t)size);
		if (error)
			return error;
	}
	ip->d.size = (uint32_t)size;
	inode_touch(ip);
	return 0;
}
