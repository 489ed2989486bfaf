/* The table of inodes in memory. */
#include "inode.h"

#include "cache.h"
#include "server.h"
#include "super.h"

static struct inode inodes[INODES_IN_MEMORY];
static uint32_t stamp;

static uint32_t table_block(uint32_t ino)
{
	return fs.super.itable + ino / FS_INODES_PER_BLOCK;
}

static struct inode *find(uint32_t ino)
{
	for (unsigned i = 0; i < INODES_IN_MEMORY; i++)
		if (inodes[i].ino == ino)
			return &inodes[i];
	return NULL;
}

/* An empty slot, or the unused one that rested for the longest time. Unused inodes are never dirty. */
static struct inode *vacant(void)
{
	struct inode *best = NULL;

	for (unsigned i = 0; i < INODES_IN_MEMORY; i++) {
		struct inode *ip = &inodes[i];

		if (ip->refs)
			continue;
		if (ip->ino == 0)
			return ip;
		if (!best || (int32_t)(ip->used - best->used) < 0)
			best = ip;
	}
	return best;
}

struct inode *inode_hold(struct inode *ip)
{
	ms_assert(ip->ino != 0);
	ip->refs++;
	ip->used = ++stamp;
	return ip;
}

int inode_get(struct inode **out, uint32_t ino)
{
	struct inode *ip = find(ino);
	const struct fs_inode *d;
	struct buf *b;
	int error;

	*out = NULL;
	if (ino == 0 || ino >= fs.super.inodes)
		return -EIO;
	if (!ip) {
		error = cache_get(&b, table_block(ino), CACHE_READ);
		if (error)
			return error;
		ip = find(ino); /* somebody else can have read it while we slept */
		d = (const struct fs_inode *)b->data + ino % FS_INODES_PER_BLOCK;
		if (!ip) {
			ip = d->mode ? vacant() : NULL;
			if (!ip) {
				error = d->mode ? -ENFILE : -EIO;
				cache_put(b);
				return error;
			}
			ip->ino = ino;
			ip->dirty = 0;
			ip->d = *d;
		}
		cache_put(b);
	}
	*out = inode_hold(ip);
	return 0;
}

static int write_inode(struct inode *ip)
{
	struct buf *b;
	int error;

	cothread_commit(); /* whoever changed it has had his answer */
	error = cache_get(&b, table_block(ip->ino), CACHE_READ);

	if (error)
		return error;
	((struct fs_inode *)b->data)[ip->ino % FS_INODES_PER_BLOCK] = ip->d;
	cache_dirty(b);
	cache_put(b);
	ip->dirty = 0;
	return 0;
}

/* The last reference to a file without links goes: gives back its blocks and its number. */
static void destroy(struct inode *ip)
{
	ms_assert(fs.lock.writer);
	cothread_commit();
	if (!inode_is(ip, S_IFCHR)) {
		int error = bmap_cut(ip, 0);

		if (error)
			sv_log("inode %u: blocks are lost", ip->ino);
	}
	memset(&ip->d, 0, sizeof ip->d);
	if (write_inode(ip) == 0)
		(void)inumber_free(ip->ino);
	ip->ino = 0;
	ip->dirty = 0;
}

void inode_put(struct inode *ip)
{
	if (!ip)
		return;
	ms_assert(ip->refs > 0);
	if (ip->refs == 1) {
		if (ip->d.nlink == 0)
			destroy(ip);
		else if (ip->dirty)
			(void)write_inode(ip);
	}
	ip->refs--;
}

int inode_alloc(struct inode **out, uint32_t mode)
{
	struct inode *ip;
	uint32_t ino;
	int error;

	*out = NULL;
	if (!vacant())
		return -ENFILE;
	error = inumber_alloc(&ino);
	if (error)
		return error;
	ip = vacant();
	ms_assert(ip && !find(ino));
	memset(&ip->d, 0, sizeof ip->d);
	ip->ino = ino;
	ip->d.mode = (uint16_t)mode;
	inode_touch(ip);
	*out = inode_hold(ip);
	return 0;
}

void inode_dirty(struct inode *ip)
{
	cothread_commit();
	ip->dirty = 1;
}

void inode_touch(struct inode *ip)
{
	ip->d.mtime_ms = now_ms();
	inode_dirty(ip);
}

int inodes_flush(void)
{
	for (unsigned i = 0; i < INODES_IN_MEMORY; i++) {
		int error;

		if (!inodes[i].ino || !inodes[i].dirty)
			continue;
		error = write_inode(&inodes[i]);
		if (error)
			return error;
	}
	return 0;
}

struct inode *inode_at(unsigned i)
{
	return i < INODES_IN_MEMORY ? &inodes[i] : NULL;
}

int inode_permits(const struct inode *ip, uint32_t want)
{
	uint32_t have = (ip->d.mode >> 6) & 7;

	return (want & ~have) == 0 ? 0 : -EACCES;
}

void inode_stat(const struct inode *ip, struct vfs_stat *st)
{
	memset(st, 0, sizeof *st);
	st->ino = ip->ino;
	st->mode = ip->d.mode;
	st->nlink = ip->d.nlink;
	st->size = ip->d.size;
	st->blocks = ip->d.blocks;
	st->mtime_ms = ip->d.mtime_ms;
}
