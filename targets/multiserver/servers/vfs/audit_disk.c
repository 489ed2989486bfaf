/*
 * The disk as fsck would see it, read through the cache. One pass over the inode table: every inode's blocks are counted,
 * every directory's entries too. Then bitmaps and link counts are compared, and each directory must reach the root.
 */
#include "audit.h"
#include "cache.h"
#include "inode.h"
#include "super.h"

static uint8_t block_uses[DISK_BLOCKS];
static uint16_t links[FS_INODES];
static uint16_t parents[FS_INODES]; /* of directories, by the entry that names them */

static int copy_inode(uint32_t ino, struct fs_inode *out)
{
	struct buf *b;
	int error = cache_get(&b, fs.super.itable + ino / FS_INODES_PER_BLOCK, CACHE_READ);

	if (error)
		return error;
	*out = ((const struct fs_inode *)b->data)[ino % FS_INODES_PER_BLOCK];
	cache_put(b);
	return 0;
}

/* One more use of a block; 0 when it is out of range. */
static int use(uint32_t ino, uint32_t block)
{
	if (block < fs.super.data_start || block >= fs.super.blocks) {
		audit_problem("inode %u: block %u is out of range", ino, block);
		return 0;
	}
	if (block_uses[block]++)
		audit_problem("inode %u: block %u has two users", ino, block);
	return 1;
}

/* Uses of a block and of all below it; adds them to *count. */
static int use_tree(uint32_t ino, uint32_t block, unsigned depth, uint32_t *count)
{
	struct buf *b;
	int error = 0;

	if (block == 0 || !use(ino, block))
		return 0;
	(*count)++;
	if (depth == 0)
		return 0;
	error = cache_get(&b, block, CACHE_READ);
	if (error)
		return error;
	for (uint32_t i = 0; i < FS_PER_INDIRECT && !error; i++)
		error = use_tree(ino, ((const uint32_t *)b->data)[i], depth - 1, count);
	cache_put(b);
	return error;
}

static void use_entry(uint32_t dir, uint32_t index, const struct fs_dirent *e)
{
	int dots = e->name[0] == '.' && (e->name[1] == 0 || (e->name[1] == '.' && e->name[2] == 0));

	if (e->ino == 0 || e->ino >= fs.super.inodes) {
		if (e->ino || index < 2)
			audit_problem("directory %u: bad entry %u", dir, index);
		return;
	}
	if (dots != (index < 2))
		audit_problem("directory %u: . or .. at a wrong place", dir);
	if (index == 0 && e->ino != dir)
		audit_problem("directory %u: . is %u", dir, e->ino);
	links[e->ino]++;
	if (index >= 2)
		parents[e->ino] = (uint16_t)dir;
}

static int use_directory(uint32_t ino)
{
	struct inode *ip;
	struct buf *b;
	uint32_t n, block;
	int error = inode_get(&ip, ino);

	if (error)
		return error;
	n = ip->d.size / (uint32_t)sizeof(struct fs_dirent);
	if (ip->d.nlink == 0)
		n = 0; /* removed, but somebody is still in it */
	for (uint32_t base = 0; base < n && !error; base += FS_DIRENTS_PER_BLOCK) {
		error = bmap_find(ip, base / FS_DIRENTS_PER_BLOCK, &block);
		if (!error && block == 0)
			audit_problem("directory %u has a hole", ino);
		if (error || block == 0)
			break;
		error = cache_get(&b, block, CACHE_READ);
		if (error)
			break;
		for (uint32_t i = 0; i < FS_DIRENTS_PER_BLOCK && base + i < n; i++)
			use_entry(ino, base + i, (const struct fs_dirent *)b->data + i);
		cache_put(b);
	}
	inode_put(ip);
	return error;
}

static int use_inode(uint32_t ino, const struct fs_inode *d)
{
	uint32_t type = d->mode & S_IFMT, count = 0;
	int error = 0;

	if (type == S_IFCHR)
		return 0;
	if (type != S_IFREG && type != S_IFDIR) {
		audit_problem("inode %u: mode %x", ino, d->mode);
		return 0;
	}
	for (uint32_t i = 0; i < FS_NADDR && !error; i++)
		error = use_tree(ino, d->addr[i], i < FS_DIRECT ? 0 : i - FS_DIRECT + 1, &count);
	if (error)
		return error;
	if (count != d->blocks)
		audit_problem("inode %u: says %u blocks, has %u", ino, d->blocks, count);
	return type == S_IFDIR ? use_directory(ino) : 0;
}

static int in_use(uint32_t ino)
{
	const struct inode *ip;

	for (unsigned i = 0; (ip = inode_at(i)) != NULL; i++)
		if (ip->ino == ino && ip->refs)
			return 1;
	return 0;
}

static int check_inode(uint32_t ino)
{
	struct fs_inode d;
	uint32_t at = ino;
	int bit, error = copy_inode(ino, &d);

	if (error)
		return error;
	bit = bitmap_test(fs.super.ibitmap, ino);
	if (bit < 0)
		return bit;
	if (bit != (d.mode != 0))
		audit_problem("inode %u: bitmap %d, mode %x", ino, bit, d.mode);
	if (!d.mode)
		return 0;
	if (d.nlink != links[ino])
		audit_problem("inode %u: link count %u, links %u", ino, d.nlink, links[ino]);
	if (d.nlink == 0 && !in_use(ino))
		audit_problem("inode %u: no links and no user", ino);
	if ((d.mode & S_IFMT) != S_IFDIR || d.nlink == 0)
		return 0;
	for (uint32_t depth = 0; at != FS_ROOT_INO && depth < FS_INODES; depth++)
		at = at ? parents[at] : 0;
	if (at != FS_ROOT_INO)
		audit_problem("directory %u cannot be reached", ino);
	return 0;
}

static int check_blocks(void)
{
	uint32_t free = 0;

	for (uint32_t block = fs.super.data_start; block < fs.super.blocks; block++) {
		int bit = bitmap_test(fs.super.bbitmap, block);

		if (bit < 0)
			return bit;
		free += !bit;
		if (bit && !block_uses[block])
			audit_problem("block %u is leaked", block);
		if (!bit && block_uses[block])
			audit_problem("block %u is used and marked free", block);
	}
	if (free != fs.blocks_free)
		audit_problem("%u blocks free, %u counted", fs.blocks_free, free);
	return 0;
}

int audit_disk(void)
{
	uint32_t free = 0;
	int error = 0;

	memset(block_uses, 0, sizeof block_uses);
	memset(links, 0, sizeof links);
	memset(parents, 0, sizeof parents);
	for (uint32_t ino = FS_ROOT_INO; ino < fs.super.inodes && !error; ino++) {
		struct fs_inode d;

		error = copy_inode(ino, &d);
		if (error)
			break;
		free += d.mode == 0;
		if (d.mode)
			error = use_inode(ino, &d);
	}
	for (uint32_t ino = FS_ROOT_INO; ino < fs.super.inodes && !error; ino++)
		error = check_inode(ino);
	if (!error && free != fs.inodes_free)
		audit_problem("%u inodes free, %u counted", fs.inodes_free, free);
	return error ? error : check_blocks();
}
