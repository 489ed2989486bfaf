/* Directory entries: search, room, change. */
#include "dir.h"

#include "cache.h"
#include "server.h"
#include "super.h"

static uint32_t entries_of(const struct inode *dir)
{
	return dir->d.size / (uint32_t)sizeof(struct fs_dirent);
}

/* Pins the block that holds entry `index`; *out points at the entry. */
static int entry_get(struct inode *dir, uint32_t index, struct buf **b, struct fs_dirent **out)
{
	uint32_t block;
	int error = bmap_find(dir, index / FS_DIRENTS_PER_BLOCK, &block);

	if (error)
		return error;
	if (block == 0)
		return -EIO;
	error = cache_get(b, block, CACHE_READ);
	if (error)
		return error;
	*out = (struct fs_dirent *)(*b)->data + index % FS_DIRENTS_PER_BLOCK;
	return 0;
}

static int name_equal(const struct fs_dirent *e, const char *name)
{
	return e->ino != 0 && strncmp(e->name, name, NAME_MAX_BYTES) == 0;
}

/* What a search looks for: a name, an inode other than "." and "..", or a free slot. */
enum want { WANT_NAME, WANT_INODE, WANT_FREE, WANT_CHILD };

static int matches(const struct fs_dirent *e, uint32_t index, enum want want, const char *name, uint32_t ino)
{
	switch (want) {
	case WANT_NAME:
		return name_equal(e, name);
	case WANT_INODE:
		return index > 1 && e->ino == ino;
	case WANT_FREE:
		return e->ino == 0;
	case WANT_CHILD:
		return index > 1 && e->ino != 0;
	}
	return 0;
}

/* First entry that matches, copied to *found; block after block. -ENOENT. */
static int search(
	struct inode *dir, enum want want, const char *name, uint32_t ino, uint32_t *at, struct fs_dirent *found)
{
	uint32_t n = entries_of(dir);

	for (uint32_t base = 0; base < n; base += FS_DIRENTS_PER_BLOCK) {
		struct fs_dirent *e;
		struct buf *b;
		int error = entry_get(dir, base, &b, &e);

		if (error)
			return error;
		for (uint32_t i = 0; i < FS_DIRENTS_PER_BLOCK && base + i < n; i++) {
			if (!matches(&e[i], base + i, want, name, ino))
				continue;
			*at = base + i;
			*found = e[i];
			cache_put(b);
			return 0;
		}
		cache_put(b);
	}
	return -ENOENT;
}

int dir_find(struct inode *dir, const char *name, struct dir_slot *out)
{
	struct fs_dirent e;
	int error = search(dir, WANT_NAME, name, 0, &out->index, &e);

	if (error == 0)
		out->ino = e.ino;
	return error;
}

int dir_room(struct inode *dir, uint32_t *index)
{
	struct fs_dirent e;
	uint32_t block;
	int error = search(dir, WANT_FREE, NULL, 0, index, &e);

	if (error != -ENOENT)
		return error;
	*index = entries_of(dir);
	error = bmap_find(dir, *index / FS_DIRENTS_PER_BLOCK, &block);
	if (error)
		return error;
	if (block == 0 && fs.blocks_free < 3)
		return -ENOSPC;
	return 0;
}

int dir_set(struct inode *dir, uint32_t index, const char *name, uint32_t ino)
{
	struct fs_dirent *e;
	struct buf *b;
	uint32_t block;
	int error = bmap_fill(dir, index / FS_DIRENTS_PER_BLOCK, &block);

	if (error)
		return error;
	error = entry_get(dir, index, &b, &e);
	if (error)
		return error;
	memset(e->name, 0, sizeof e->name);
	memcpy(e->name, name, strnlen(name, NAME_MAX_BYTES));
	e->ino = ino;
	cache_dirty(b);
	cache_put(b);
	if (index >= entries_of(dir))
		dir->d.size = (index + 1) * (uint32_t)sizeof(struct fs_dirent);
	inode_touch(dir);
	return 0;
}

int dir_clear(struct inode *dir, uint32_t index)
{
	struct fs_dirent *e;
	struct buf *b;
	int error = entry_get(dir, index, &b, &e);

	if (error)
		return error;
	memset(e, 0, sizeof *e);
	cache_dirty(b);
	cache_put(b);
	inode_touch(dir);
	return 0;
}

int dir_empty(struct inode *dir)
{
	struct fs_dirent e;
	uint32_t at;
	int error = search(dir, WANT_CHILD, NULL, 0, &at, &e);

	if (error == -ENOENT)
		return 1;
	return error;
}

int dir_name_of(struct inode *dir, uint32_t ino, char name[NAME_SIZE])
{
	struct fs_dirent e;
	uint32_t at;
	int error = search(dir, WANT_INODE, NULL, ino, &at, &e);

	if (error)
		return error;
	memcpy(name, e.name, NAME_MAX_BYTES);
	name[NAME_MAX_BYTES] = 0;
	return 0;
}

int dir_read(struct inode *dir, uint32_t index, struct fs_dirent *out)
{
	struct fs_dirent *e;
	struct buf *b;
	int error;

	if (index >= entries_of(dir))
		return -ENOENT;
	error = entry_get(dir, index, &b, &e);
	if (error)
		return error;
	*out = *e;
	cache_put(b);
	return 0;
}
