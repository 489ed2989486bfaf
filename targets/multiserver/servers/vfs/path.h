/*
 * From path names to inodes. Walks start at the root or at the current directory; each step needs search permission.
 * The caller holds the file system lock.
 */
#ifndef VFS_PATH_H
#define VFS_PATH_H

#include "dir.h"

struct path_leaf {
	struct inode *dir;    /* the directory of the last name; a reference of the caller's */
	char name[NAME_SIZE]; /* "." for the root itself */
	int slash;            /* the path ended in a slash: it must be a directory */
};

/* The inode of a path, with a reference. */
int path_find(struct inode *start, const char *path, struct inode **out);
/* All but the last name: whether that exists is not asked. */
int path_parent(struct inode *start, const char *path, struct path_leaf *leaf);
/* The inode that a leaf names, with a reference; its place in *slot. -ENOENT, -ENOTDIR (trailing slash). */
int path_leaf_find(const struct path_leaf *leaf, struct dir_slot *slot, struct inode **out);
/* Is `ip` the directory `dir` or one of its ancestors? 1, 0 or negative errno. */
int path_is_ancestor(const struct inode *ip, struct inode *dir);
/* The absolute path of a directory. Its length, or negative errno. */
int path_of(struct inode *dir, char path[PATH_MAX_BYTES]);

/* 1 for "." and "..". */
int name_is_dots(const char *name);

#endif
