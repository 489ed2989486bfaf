/* Superblock and bitmaps. */
#include "super.h"

#include "cache.h"
#include "server.h"

struct filesystem fs;

uint64_t now_ms(void)
{
	return kc_time() / 1000000u;
}

static int geometry_good(const struct fs_super *s)
{
	return s->magic == FS_MAGIC && s->version == FS_VERSION && s->block_bytes == DISK_BLOCK &&
		s->blocks <= DISK_BLOCKS && s->inodes == FS_INODES && s->ibitmap > FS_SUPER_BLOCK &&
		s->bbitmap >= s->ibitmap + s->ibitmap_blocks && s->itable >= s->bbitmap + s->bbitmap_blocks &&
		s->data_start >= s->itable + s->itable_blocks && s->data_start < s->blocks;
}

/* How many of the first `bits` bits are clear; negative errno. */
static int bitmap_count_free(uint32_t start, uint32_t bits)
{
	int free = 0;

	for (uint32_t first = 0; first < bits; first += FS_BITS_PER_BLOCK) {
		struct buf *b;
		int error = cache_get(&b, start + first / FS_BITS_PER_BLOCK, CACHE_READ);

		if (error)
			return error;
		for (uint32_t n = first; n < bits && n < first + FS_BITS_PER_BLOCK; n++)
			free += !((b->data[(n - first) / 8] >> (n % 8)) & 1);
		cache_put(b);
	}
	return free;
}

int fs_mount(void)
{
	struct buf *b;
	int error, blocks, inodes;

	error = cache_get(&b, FS_SUPER_BLOCK, CACHE_READ);
	if (error)
		return error;
	memcpy(&fs.super, b->data, sizeof fs.super);
	cache_put(b);
	if (!geometry_good(&fs.super)) {
		sv_log("no file system on the disk");
		return -EIO;
	}
	blocks = bitmap_count_free(fs.super.bbitmap, fs.super.blocks);
	if (blocks < 0)
		return blocks;
	inodes = bitmap_count_free(fs.super.ibitmap, fs.super.inodes);
	if (inodes < 0)
		return inodes;
	fs.blocks_free = (uint32_t)blocks;
	fs.inodes_free = (uint32_t)inodes;
	fs.block_hint = fs.super.data_start;
	fs.inode_hint = FS_ROOT_INO;
	fs.mounted = 1;
	return 0;
}

int bitmap_test(uint32_t start, uint32_t n)
{
	struct buf *b;
	int bit, error = cache_get(&b, start + n / FS_BITS_PER_BLOCK, CACHE_READ);

	if (error)
		return error;
	n %= FS_BITS_PER_BLOCK;
	bit = (b->data[n / 8] >> (n % 8)) & 1;
	cache_put(b);
	return bit;
}

/* Sets bit n, or clears it. It must have had the other value. */
static int bitmap_change(uint32_t start, uint32_t n, int value)
{
	struct buf *b;
	uint8_t mask = (uint8_t)(1u << (n % 8));
	uint8_t *byte;
	int error = cache_get(&b, start + n / FS_BITS_PER_BLOCK, CACHE_READ);

	if (error)
		return error;
	byte = &b->data[n % FS_BITS_PER_BLOCK / 8];
	ms_assert(((*byte & mask) != 0) != value);
	*byte ^= mask;
	cache_dirty(b);
	cache_put(b);
	return 0;
}

/* First clear bit of [from, to): its number in *out, or -ENOSPC. Skips full bytes. */
static int bitmap_search(uint32_t start, uint32_t from, uint32_t to, uint32_t *out)
{
	while (from < to) {
		struct buf *b;
		uint32_t base = from - from % FS_BITS_PER_BLOCK;
		int error = cache_get(&b, start + from / FS_BITS_PER_BLOCK, CACHE_READ);

		if (error)
			return error;
		while (from < to && from - base < FS_BITS_PER_BLOCK) {
			uint8_t byte = b->data[(from - base) / 8];

			if (byte == 0xff) {
				from = (from | 7) + 1;
				continue;
			}
			if (!((byte >> (from % 8)) & 1)) {
				*out = from;
				cache_put(b);
				return 0;
			}
			from++;
		}
		cache_put(b);
	}
	return -ENOSPC;
}

/* From the hint to the end, then from the beginning. */
static int bitmap_find(uint32_t start, uint32_t first, uint32_t bits, uint32_t hint, uint32_t *out)
{
	int error = bitmap_search(start, hint, bits, out);

	if (error == -ENOSPC)
		error = bitmap_search(start, first, hint, out);
	return error;
}

int block_alloc(uint32_t *out)
{
	struct buf *b;
	uint32_t block;
	int error;

	if (fs.blocks_free == 0)
		return -ENOSPC;
	error = bitmap_find(fs.super.bbitmap, fs.super.data_start, fs.super.blocks, fs.block_hint, &block);
	if (error)
		return error;
	error = cache_get(&b, block, CACHE_ZERO);
	if (error)
		return error;
	cache_put(b);
	error = bitmap_change(fs.super.bbitmap, block, 1);
	if (error)
		return error;
	fs.blocks_free--;
	fs.block_hint = block + 1 < fs.super.blocks ? block + 1 : fs.super.data_start;
	*out = block;
	return 0;
}

int block_free(uint32_t block)
{
	int error;

	ms_assert(block >= fs.super.data_start && block < fs.super.blocks);
	error = bitmap_change(fs.super.bbitmap, block, 0);
	if (error)
		return error;
	cache_forget(block);
	fs.blocks_free++;
	return 0;
}

int inumber_alloc(uint32_t *out)
{
	uint32_t ino;
	int error;

	if (fs.inodes_free == 0)
		return -ENOSPC;
	error = bitmap_find(fs.super.ibitmap, FS_ROOT_INO, fs.super.inodes, fs.inode_hint, &ino);
	if (error)
		return error;
	error = bitmap_change(fs.super.ibitmap, ino, 1);
	if (error)
		return error;
	fs.inodes_free--;
	fs.inode_hint = ino + 1 < fs.super.inodes ? ino + 1 : FS_ROOT_INO;
	*out = ino;
	return 0;
}

int inumber_free(uint32_t ino)
{
	int error;

	ms_assert(ino > FS_ROOT_INO && ino < fs.super.inodes);
	error = bitmap_change(fs.super.ibitmap, ino, 0);
	if (error)
		return error;
	fs.inodes_free++;
	return 0;
}
