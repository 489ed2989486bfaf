/*
 * The check of `mkfs -c`: does the image hold together? Walks the directory tree from the root, counting every use of
 * every block and every link of every inode, then compares with bitmaps and inodes.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "fsimage.h"

enum { IFMT = 0170000, IFDIR = 0040000, IFREG = 0100000, IFCHR = 0020000 };
enum { DEPTH_MAX = 64 };

struct check {
	struct fsimage *fs;
	unsigned problems;
	uint8_t used[DISK_BLOCKS];
	uint16_t links[FS_INODES];
	uint8_t seen[FS_INODES];
};

__attribute__((format(printf, 2, 3))) static void problem(struct check *c, const char *format, ...)
{
	va_list args;

	c->problems++;
	fputs("mkfs: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
}

static int use_block(struct check *c, uint32_t ino, uint32_t block)
{
	const struct fs_super *s = &c->fs->super;

	if (block < s->data_start || block >= s->blocks) {
		problem(c, "inode %u: block %u is out of range", ino, block);
		return -1;
	}
	if (c->used[block]++) {
		problem(c, "block %u is used twice (again by inode %u)", block, ino);
		return -1;
	}
	if (!fsimage_bit(c->fs, s->bbitmap, block))
		problem(c, "block %u of inode %u is marked free", block, ino);
	return 0;
}

static uint32_t use_tree(struct check *c, uint32_t ino, uint32_t block, int depth)
{
	uint32_t n = 1;
	const uint32_t *entry;

	if (block == 0)
		return 0;
	if (use_block(c, ino, block) != 0 || depth == 0)
		return 1;
	entry = fsimage_block(c->fs, block);
	for (uint32_t i = 0; i < FS_PER_INDIRECT; i++)
		n += use_tree(c, ino, entry[i], depth - 1);
	return n;
}

/* Block number of file block n; 0 is a hole. */
static uint32_t map_block(struct fsimage *fs, const struct fs_inode *inode, uint32_t n)
{
	const uint32_t *entry;
	uint32_t block;

	if (n < FS_DIRECT)
		return inode->addr[n];
	n -= FS_DIRECT;
	if (n < FS_PER_INDIRECT) {
		block = inode->addr[FS_INDIRECT];
	} else {
		n -= FS_PER_INDIRECT;
		block = inode->addr[FS_DOUBLE];
		if (block == 0 || block >= fs->super.blocks || n >= FS_PER_INDIRECT * FS_PER_INDIRECT)
			return 0;
		entry = fsimage_block(fs, block);
		block = entry[n / FS_PER_INDIRECT];
		n %= FS_PER_INDIRECT;
	}
	if (block == 0 || block >= fs->super.blocks)
		return 0;
	entry = fsimage_block(fs, block);
	return entry[n];
}

static void walk(struct check *c, uint32_t ino, uint32_t parent, int depth);

static void walk_entry(
	struct check *c, uint32_t dir, uint32_t parent, uint32_t index, const struct fs_dirent *e, int depth)
{
	int dot = strncmp(e->name, ".", NAME_MAX_BYTES) == 0;
	int dotdot = strncmp(e->name, "..", NAME_MAX_BYTES) == 0;

	if (e->ino >= FS_INODES) {
		problem(c, "directory %u: entry %u names inode %u", dir, index, e->ino);
		return;
	}
	if ((index == 0 && (!dot || e->ino != dir)) || (index == 1 && (!dotdot || e->ino != parent)))
		problem(c, "directory %u: wrong entry %u", dir, index);
	if (index > 1 && (dot || dotdot))
		problem(c, "directory %u: a second . or ..", dir);
	if (e->ino == 0)
		return;
	if (!fsimage_bit(c->fs, c->fs->super.ibitmap, e->ino))
		problem(c, "directory %u: entry %.28s names free inode %u", dir, e->name, e->ino);
	c->links[e->ino]++;
	if (index > 1)
		walk(c, e->ino, dir, depth + 1);
}

static void walk(struct check *c, uint32_t ino, uint32_t parent, int depth)
{
	const struct fs_inode *inode = fsimage_inode(c->fs, ino);
	uint32_t type = inode->mode & IFMT;
	uint32_t n = 0;

	if (c->seen[ino]) {
		if (type == IFDIR)
			problem(c, "directory %u is linked twice", ino);
		return;
	}
	c->seen[ino] = 1;
	if (depth > DEPTH_MAX) {
		problem(c, "directory %u: too deep", ino);
		return;
	}
	if (type == IFCHR)
		return;
	if (type != IFDIR && type != IFREG) {
		problem(c, "inode %u: mode %o", ino, inode->mode);
		return;
	}
	for (uint32_t i = 0; i < FS_NADDR; i++)
		n += use_tree(c, ino, inode->addr[i], i < FS_DIRECT ? 0 : i == FS_INDIRECT ? 1 : 2);
	if (n != inode->blocks)
		problem(c, "inode %u: says %u blocks, has %u", ino, inode->blocks, n);
	if (inode->size > FS_FILE_BYTES)
		problem(c, "inode %u: size %u", ino, inode->size);
	if (type != IFDIR)
		return;
	if (inode->size % sizeof(struct fs_dirent) || inode->size < 2 * sizeof(struct fs_dirent))
		problem(c, "directory %u: size %u", ino, inode->size);
	for (uint32_t i = 0; i < inode->size / sizeof(struct fs_dirent); i++) {
		uint32_t block = map_block(c->fs, inode, i / FS_DIRENTS_PER_BLOCK);
		const struct fs_dirent *e;

		if (block == 0 || block >= c->fs->super.blocks) {
			problem(c, "directory %u: hole", ino);
			return;
		}
		e = fsimage_block(c->fs, block);
		walk_entry(c, ino, parent, i, e + i % FS_DIRENTS_PER_BLOCK, depth);
	}
}

static int check_super(struct check *c, size_t bytes)
{
	const struct fs_super *s = &c->fs->super;

	if (s->magic != FS_MAGIC || s->version != FS_VERSION || s->block_bytes != DISK_BLOCK) {
		problem(c, "not a file system of this version");
		return -1;
	}
	if (s->blocks > DISK_BLOCKS || (size_t)s->blocks * DISK_BLOCK > bytes || s->inodes != FS_INODES ||
		s->ibitmap + s->ibitmap_blocks > s->bbitmap || s->bbitmap + s->bbitmap_blocks > s->itable ||
		s->itable + s->itable_blocks > s->data_start || s->data_start >= s->blocks ||
		s->itable_blocks * FS_INODES_PER_BLOCK < s->inodes) {
		problem(c, "geometry of the superblock is wrong");
		return -1;
	}
	return 0;
}

unsigned fsimage_check(struct fsimage *fs, size_t bytes)
{
	static struct check c;

	memset(&c, 0, sizeof c);
	c.fs = fs;
	if (bytes < 2 * DISK_BLOCK) {
		problem(&c, "image is too short");
		return c.problems;
	}
	memcpy(&fs->super, fsimage_block(fs, FS_SUPER_BLOCK), sizeof fs->super);
	if (check_super(&c, bytes) != 0)
		return c.problems;
	walk(&c, FS_ROOT_INO, FS_ROOT_INO, 0);
	for (uint32_t i = 1; i < FS_INODES; i++) {
		if (fsimage_bit(fs, fs->super.ibitmap, i) != (c.seen[i] != 0))
			problem(&c, "inode %u: bitmap says %s, tree says %s", i, c.seen[i] ? "free" : "used",
				c.seen[i] ? "used" : "unreachable");
		if (c.seen[i] && fsimage_inode(fs, i)->nlink != c.links[i])
			problem(&c, "inode %u: link count %u, links %u", i, fsimage_inode(fs, i)->nlink, c.links[i]);
	}
	for (uint32_t i = fs->super.data_start; i < fs->super.blocks; i++)
		if (fsimage_bit(fs, fs->super.bbitmap, i) && !c.used[i])
			problem(&c, "block %u is marked used but belongs to nobody", i);
	return c.problems;
}
