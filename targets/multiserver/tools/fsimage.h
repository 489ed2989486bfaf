/*
 * A file system image in the memory of a host tool: the geometry, bitmaps and inode access that mkfs and its check share.
 */
#ifndef TOOLS_FSIMAGE_H
#define TOOLS_FSIMAGE_H

#include <stddef.h>
#include <stdint.h>

#include <ms/fslayout.h>

struct fsimage {
	uint8_t *bytes; /* blocks * DISK_BLOCK of them; owned by the caller of the functions below */
	struct fs_super super;
};

static inline void *fsimage_block(struct fsimage *fs, uint32_t block)
{
	return fs->bytes + (size_t)block * DISK_BLOCK;
}

static inline struct fs_inode *fsimage_inode(struct fsimage *fs, uint32_t ino)
{
	struct fs_inode *table = fsimage_block(fs, fs->super.itable + ino / FS_INODES_PER_BLOCK);

	return table + ino % FS_INODES_PER_BLOCK;
}

/* Bit n of the bitmap that starts at block `start`. */
static inline int fsimage_bit(struct fsimage *fs, uint32_t start, uint32_t n)
{
	const uint8_t *map = fsimage_block(fs, start);

	return (map[n / 8] >> (n % 8)) & 1;
}

static inline void fsimage_set_bit(struct fsimage *fs, uint32_t start, uint32_t n)
{
	uint8_t *map = fsimage_block(fs, start);

	map[n / 8] = (uint8_t)(map[n / 8] | (1u << (n % 8)));
}

/*
 * Checks a whole image of `bytes` bytes: superblock, bitmaps against what the directory tree reaches, link counts,
 * blocks used twice or out of range, sizes, "." and "..". Prints each problem to stderr; returns how many there are.
 */
unsigned fsimage_check(struct fsimage *fs, size_t bytes);

#endif
