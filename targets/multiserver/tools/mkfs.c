/*
 * Host tool: builds the file system image that DISK carries, from a tree of host files, and checks images.
 *
 *   mkfs [-o] IMAGE DIR /tmp and the devices /dev/console, /dev/null, /dev/zero are added to what DIR holds. Host files
 *                       with the same inode (hard links, symbolic links to one file) become links of one file.
 *   mkfs -c IMAGE       checks an image: exit 1 when it is inconsistent.
 *
 * The disk ends FREE_BLOCKS after the last used block: room for what programs write, and quickly full where a test wants
 * that. The image depends on names and contents only: entries are sorted, times are zero.
 */
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "fsimage.h"

#define FREE_BLOCKS 320u

struct seen {
	dev_t dev;
	ino_t host;
	uint32_t ino;
};

static uint8_t image[DISK_BLOCKS * DISK_BLOCK];
static struct fsimage fs = { .bytes = image };
static uint32_t next_block, next_ino = FS_ROOT_INO;
static struct seen seen[FS_INODES];
static unsigned nseen;

__attribute__((format(printf, 1, 2))) _Noreturn static void die(const char *format, ...)
{
	va_list args;

	fputs("mkfs: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(1);
}

static uint32_t new_block(void)
{
	if (next_block >= fs.super.blocks)
		die("the disk is full: %u blocks of %u bytes are too few", fs.super.blocks, DISK_BLOCK);
	fsimage_set_bit(&fs, fs.super.bbitmap, next_block);
	return next_block++;
}

static uint32_t new_inode(uint32_t mode)
{
	struct fs_inode *inode;

	if (next_ino >= FS_INODES)
		die("more than %u files", FS_INODES - 1);
	fsimage_set_bit(&fs, fs.super.ibitmap, next_ino);
	inode = fsimage_inode(&fs, next_ino);
	inode->mode = (uint16_t)mode;
	return next_ino++;
}

static uint32_t *indirect(struct fs_inode *inode, uint32_t *slot)
{
	if (*slot == 0) {
		*slot = new_block();
		inode->blocks++;
	}
	return fsimage_block(&fs, *slot);
}

/* Appends bytes that do not cross a block to the file. */
static void append(uint32_t ino, const void *from, uint32_t bytes)
{
	struct fs_inode *inode = fsimage_inode(&fs, ino);
	uint32_t n = inode->size / DISK_BLOCK, at = inode->size % DISK_BLOCK;
	uint32_t *slot;

	if (n < FS_DIRECT) {
		slot = &inode->addr[n];
	} else if (n - FS_DIRECT < FS_PER_INDIRECT) {
		slot = indirect(inode, &inode->addr[FS_INDIRECT]) + (n - FS_DIRECT);
	} else {
		uint32_t m = n - FS_DIRECT - FS_PER_INDIRECT;

		slot = indirect(inode, &inode->addr[FS_DOUBLE]) + m / FS_PER_INDIRECT;
		slot = indirect(inode, slot) + m % FS_PER_INDIRECT;
	}
	if (*slot == 0) {
		*slot = new_block();
		inode->blocks++;
	}
	memcpy((uint8_t *)fsimage_block(&fs, *slot) + at, from, bytes);
	inode->size += bytes;
}

static void add_entry(uint32_t dir, const char *name, uint32_t ino)
{
	struct fs_dirent e = { .ino = ino };
	size_t length = strlen(name);

	if (length > NAME_MAX_BYTES)
		die("%s: name longer than %u bytes", name, NAME_MAX_BYTES);
	memcpy(e.name, name, length);
	append(dir, &e, sizeof e);
	if (fsimage_inode(&fs, ino)->nlink >= FS_LINK_MAX)
		die("%s: more than %u links", name, FS_LINK_MAX);
	fsimage_inode(&fs, ino)->nlink++;
}

static uint32_t new_directory(uint32_t parent, const char *name, uint32_t mode)
{
	uint32_t ino = new_inode(0040000 | mode);

	add_entry(ino, ".", ino);
	add_entry(ino, "..", parent ? parent : ino);
	if (parent)
		add_entry(parent, name, ino);
	return ino;
}

static void add_device(uint32_t dir, const char *name, enum fs_device device)
{
	uint32_t ino = new_inode(0020000 | 0666);

	fsimage_inode(&fs, ino)->addr[0] = device;
	add_entry(dir, name, ino);
}

static void add_file(uint32_t dir, const char *path, const char *name, const struct stat *st)
{
	char block[DISK_BLOCK];
	uint32_t ino;
	size_t n;
	FILE *f;

	for (unsigned i = 0; i < nseen; i++)
		if (seen[i].dev == st->st_dev && seen[i].host == st->st_ino) {
			add_entry(dir, name, seen[i].ino);
			return;
		}
	f = fopen(path, "rb");
	if (!f)
		die("%s: %s", path, strerror(errno));
	ino = new_inode(0100000 | 0600 | (st->st_mode & 0100 ? 0155 : 0044));
	seen[nseen++] = (struct seen){ st->st_dev, st->st_ino, ino };
	add_entry(dir, name, ino);
	while ((n = fread(block, 1, sizeof block, f)) > 0)
		append(ino, block, (uint32_t)n);
	if (ferror(f))
		die("%s: %s", path, strerror(errno));
	fclose(f);
}

static int visible(const struct dirent *e)
{
	return strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
}

static void add_tree(uint32_t dir, const char *path)
{
	struct dirent **list;
	int n = scandir(path, &list, visible, alphasort);

	if (n < 0)
		die("%s: %s", path, strerror(errno));
	for (int i = 0; i < n; i++) {
		char child[4096];
		struct stat st;

		if (snprintf(child, sizeof child, "%s/%s", path, list[i]->d_name) >= (int)sizeof child)
			die("%s: path too long", path);
		if (stat(child, &st) != 0)
			die("%s: %s", child, strerror(errno));
		if (S_ISDIR(st.st_mode))
			add_tree(new_directory(dir, list[i]->d_name, 0755), child);
		else if (S_ISREG(st.st_mode))
			add_file(dir, child, list[i]->d_name, &st);
		else
			die("%s: neither file nor directory", child);
		free(list[i]);
	}
	free(list);
}

static void format(void)
{
	struct fs_super *s = &fs.super;

	s->magic = FS_MAGIC;
	s->version = FS_VERSION;
	s->block_bytes = DISK_BLOCK;
	s->blocks = DISK_BLOCKS;
	s->inodes = FS_INODES;
	s->ibitmap = FS_SUPER_BLOCK + 1;
	s->ibitmap_blocks = (FS_INODES + FS_BITS_PER_BLOCK - 1) / FS_BITS_PER_BLOCK;
	s->bbitmap = s->ibitmap + s->ibitmap_blocks;
	s->bbitmap_blocks = (DISK_BLOCKS + FS_BITS_PER_BLOCK - 1) / FS_BITS_PER_BLOCK;
	s->itable = s->bbitmap + s->bbitmap_blocks;
	s->itable_blocks = (FS_INODES + FS_INODES_PER_BLOCK - 1) / FS_INODES_PER_BLOCK;
	s->data_start = s->itable + s->itable_blocks;
	memcpy(fsimage_block(&fs, FS_SUPER_BLOCK), s, sizeof *s);
	fsimage_set_bit(&fs, s->ibitmap, 0);
	for (uint32_t i = FS_INODES; i < s->ibitmap_blocks * FS_BITS_PER_BLOCK; i++)
		fsimage_set_bit(&fs, s->ibitmap, i);
	for (uint32_t i = 0; i < s->data_start; i++)
		fsimage_set_bit(&fs, s->bbitmap, i);
	for (uint32_t i = DISK_BLOCKS; i < s->bbitmap_blocks * FS_BITS_PER_BLOCK; i++)
		fsimage_set_bit(&fs, s->bbitmap, i);
	next_block = s->data_start;
}

/* The entry `name` of a directory, made when it is not there. */
static uint32_t need_directory(uint32_t dir, const char *name, uint32_t mode)
{
	const struct fs_inode *inode = fsimage_inode(&fs, dir);

	for (uint32_t i = 0; i < inode->size / sizeof(struct fs_dirent) && i / FS_DIRENTS_PER_BLOCK < FS_DIRECT; i++) {
		const struct fs_dirent *e = fsimage_block(&fs, inode->addr[i / FS_DIRENTS_PER_BLOCK]);

		e += i % FS_DIRENTS_PER_BLOCK;
		if (strncmp(e->name, name, NAME_MAX_BYTES) == 0)
			return e->ino;
	}
	return new_directory(dir, name, mode);
}

/* Cuts off what follows the free blocks of the disk. What comes after its end counts as used in the bitmap. */
static void cut(void)
{
	struct fs_super *s = &fs.super;

	if (s->blocks - next_block <= FREE_BLOCKS)
		return;
	for (uint32_t i = next_block + FREE_BLOCKS; i < s->blocks; i++)
		fsimage_set_bit(&fs, s->bbitmap, i);
	s->blocks = next_block + FREE_BLOCKS;
	memcpy(fsimage_block(&fs, FS_SUPER_BLOCK), s, sizeof *s);
}

static int build(const char *out, const char *tree)
{
	uint32_t root, dev;
	size_t bytes;
	FILE *f;

	format();
	root = new_directory(0, "", 0755);
	add_tree(root, tree);
	dev = need_directory(root, "dev", 0755);
	add_device(dev, "console", FS_DEV_CONSOLE);
	add_device(dev, "null", FS_DEV_NULL);
	add_device(dev, "zero", FS_DEV_ZERO);
	need_directory(root, "tmp", 0777);
	cut();
	bytes = (size_t)fs.super.blocks * DISK_BLOCK;
	if (fsimage_check(&fs, bytes) != 0)
		die("the new image does not check");
	f = fopen(out, "wb");
	if (!f || fwrite(image, 1, bytes, f) != bytes || fclose(f) != 0)
		die("%s: %s", out, strerror(errno));
	return 0;
}

static int check(const char *path)
{
	FILE *f = fopen(path, "rb");
	size_t n;

	if (!f)
		die("%s: %s", path, strerror(errno));
	n = fread(image, 1, sizeof image, f);
	fclose(f);
	return fsimage_check(&fs, n) == 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "-o") == 0)
		return build(argv[2], argv[3]);
	if (argc == 3 && argv[1][0] != '-')
		return build(argv[1], argv[2]);
	if (argc == 3 && strcmp(argv[1], "-c") == 0)
		return check(argv[2]);
	fputs("usage: mkfs [-o] IMAGE DIR | mkfs -c IMAGE\n", stderr);
	return 129;
}
