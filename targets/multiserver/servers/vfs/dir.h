/*
 * Directories: files of struct fs_dirent. A slot with inode 0 is free and is used again; a directory never shrinks.
 * The caller holds the file system lock, exclusive for the functions that change something.
 */
#ifndef VFS_DIR_H
#define VFS_DIR_H

#include <stdint.h>

#include "inode.h"

#define NAME_SIZE (NAME_MAX_BYTES + 1u) /* a name with its NUL */

struct dir_slot {
	uint32_t index; /* of the entry */
	uint32_t ino;
};

/* The entry `name`: 0, -ENOENT or another error. */
int dir_find(struct inode *dir, const char *name, struct dir_slot *out);
/* An index where a new entry can go, and that there are blocks for it if the directory must grow. -ENOSPC. */
int dir_room(struct inode *dir, uint32_t *index);
/* Writes an entry at an index from dir_room() or dir_find(). */
int dir_set(struct inode *dir, uint32_t index, const char *name, uint32_t ino);
int dir_clear(struct inode *dir, uint32_t index);
/* 1 when there is nothing but "." and "..", 0 when there is, negative errno. */
int dir_empty(struct inode *dir);
/* The name of inode `ino` in dir, for getcwd. */
int dir_name_of(struct inode *dir, uint32_t ino, char name[NAME_SIZE]);
/* Copies entry `index`: 0, or -ENOENT past the end. A free one has ino 0. */
int dir_read(struct inode *dir, uint32_t index, struct fs_dirent *out);

#endif
