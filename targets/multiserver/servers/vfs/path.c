/* The walk along a path, and the way back from a directory to its name. */
#include "path.h"

#include "server.h"
#include "super.h"

#define DEPTH_MAX (PATH_MAX_BYTES / 2u)

int name_is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* Takes the next name off *path. 1, 0 at the end, -ENAMETOOLONG. Slashes after the name are taken too. */
static int next_name(const char **path, char name[NAME_SIZE], int *slash)
{
	const char *p = *path;
	uint32_t n = 0;

	while (*p == '/')
		p++;
	if (*p == 0)
		return 0;
	while (*p && *p != '/') {
		if (n == NAME_MAX_BYTES)
			return -ENAMETOOLONG;
		name[n++] = *p++;
	}
	name[n] = 0;
	*slash = *p == '/';
	while (*p == '/')
		p++;
	*path = p;
	return 1;
}

static int start_of(struct inode *start, const char *path, struct inode **out)
{
	if (*path == '/')
		return inode_get(out, FS_ROOT_INO);
	*out = inode_hold(start);
	return 0;
}

/* One step: replaces *dir, a reference of the caller's, by what `name` means in it. */
static int step(struct inode **dir, const char *name)
{
	struct inode *next = NULL;
	struct dir_slot slot;
	int error;

	if (!inode_is(*dir, S_IFDIR))
		error = -ENOTDIR;
	else
		error = inode_permits(*dir, X_OK);
	if (error == 0)
		error = dir_find(*dir, name, &slot);
	if (error == 0)
		error = inode_get(&next, slot.ino);
	if (error)
		return error;
	inode_put(*dir);
	*dir = next;
	return 0;
}

int path_find(struct inode *start, const char *path, struct inode **out)
{
	char name[NAME_SIZE];
	struct inode *ip;
	int slash = 0, error = start_of(start, path, &ip);

	*out = NULL;
	if (error)
		return error;
	while ((error = next_name(&path, name, &slash)) > 0) {
		error = step(&ip, name);
		if (error)
			break;
	}
	if (error == 0 && slash && !inode_is(ip, S_IFDIR))
		error = -ENOTDIR;
	if (error) {
		inode_put(ip);
		return error;
	}
	*out = ip;
	return 0;
}

int path_parent(struct inode *start, const char *path, struct path_leaf *leaf)
{
	struct inode *ip;
	int error;

	leaf->dir = NULL;
	leaf->slash = 0;
	error = start_of(start, path, &ip);
	if (error)
		return error;
	error = next_name(&path, leaf->name, &leaf->slash);
	if (error == 0) {
		strlcpy(leaf->name, ".", sizeof leaf->name);
		leaf->slash = 1;
	}
	while (error > 0 && *path) {
		error = step(&ip, leaf->name);
		if (error == 0)
			error = next_name(&path, leaf->name, &leaf->slash);
	}
	if (error >= 0 && !inode_is(ip, S_IFDIR))
		error = -ENOTDIR;
	if (error >= 0)
		error = inode_permits(ip, X_OK);
	if (error < 0) {
		inode_put(ip);
		return error;
	}
	leaf->dir = ip;
	return 0;
}

int path_leaf_find(const struct path_leaf *leaf, struct dir_slot *slot, struct inode **out)
{
	int error;

	*out = NULL;
	error = dir_find(leaf->dir, leaf->name, slot);
	if (error)
		return error;
	error = inode_get(out, slot->ino);
	if (error)
		return error;
	if (leaf->slash && !inode_is(*out, S_IFDIR)) {
		inode_put(*out);
		*out = NULL;
		return -ENOTDIR;
	}
	return 0;
}

int path_is_ancestor(const struct inode *ip, struct inode *dir)
{
	struct inode *at = inode_hold(dir);
	int result = 0;

	for (unsigned depth = 0; depth < fs.super.inodes; depth++) {
		if (at == ip) {
			result = 1;
			break;
		}
		if (at->ino == FS_ROOT_INO)
			break;
		result = step(&at, "..");
		if (result)
			break;
	}
	inode_put(at);
	return result;
}

int path_of(struct inode *dir, char path[PATH_MAX_BYTES])
{
	char name[NAME_SIZE];
	uint32_t at = PATH_MAX_BYTES - 1;
	struct inode *ip;
	int error = 0;

	if (dir->d.nlink == 0)
		return -ENOENT;
	ip = inode_hold(dir);
	path[at] = 0;
	for (unsigned depth = 0; ip->ino != FS_ROOT_INO && error == 0; depth++) {
		uint32_t child = ip->ino, n;

		error = depth < DEPTH_MAX ? step(&ip, "..") : -ENAMETOOLONG;
		if (error == 0)
			error = dir_name_of(ip, child, name);
		if (error)
			break;
		n = (uint32_t)strlen(name);
		if (n + 1 > at) {
			error = -ENAMETOOLONG;
			break;
		}
		at -= n;
		memcpy(path + at, name, n);
		path[--at] = '/';
	}
	inode_put(ip);
	if (error)
		return error;
	if (path[at] == 0)
		path[--at] = '/';
	memmove(path, path + at, PATH_MAX_BYTES - at);
	return (int)(PATH_MAX_BYTES - 1 - at);
}
