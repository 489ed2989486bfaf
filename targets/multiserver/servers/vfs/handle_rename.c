/*
 * VFS_RENAME. Everything is looked up and checked before the first entry changes: types, emptiness of a directory that is
 * replaced, that a directory does not move below itself, room in the new parent.
 */
#include "handlers.h"
#include "path.h"
#include "super.h"

struct rename {
	struct path_leaf from, to;
	struct dir_slot from_slot, to_slot;
	struct inode *ip;  /* what moves */
	struct inode *old; /* what the new name means now; NULL when it is free */
	uint32_t index;    /* where the new entry goes */
};

static void rename_release(struct rename *n)
{
	inode_put(n->old);
	inode_put(n->ip);
	inode_put(n->to.dir);
	inode_put(n->from.dir);
}

static int rename_find(struct request *r, struct rename *n)
{
	char path[PATH_MAX_BYTES];
	int error = request_path(r, 0, path);

	if (error == 0)
		error = path_parent(r->proc->cwd, path, &n->from);
	if (error == 0)
		error = request_path(r, 1, path);
	if (error == 0)
		error = path_parent(r->proc->cwd, path, &n->to);
	if (error)
		return error;
	if (name_is_dots(n->from.name) || name_is_dots(n->to.name))
		return -EINVAL;
	error = path_leaf_find(&n->from, &n->from_slot, &n->ip);
	if (error)
		return error;
	error = path_leaf_find(&n->to, &n->to_slot, &n->old);
	return error == -ENOENT ? 0 : error;
}

/* May the old meaning of the new name go? */
static int check_replaced(const struct rename *n)
{
	int empty;

	if (!inode_is(n->ip, S_IFDIR))
		return inode_is(n->old, S_IFDIR) ? -EISDIR : 0;
	if (!inode_is(n->old, S_IFDIR))
		return -ENOTDIR;
	empty = dir_empty(n->old);
	if (empty < 0)
		return empty;
	return empty ? 0 : -ENOTEMPTY;
}

static int check_directory(const struct rename *n)
{
	int below;

	if (!inode_is(n->ip, S_IFDIR))
		return n->to.slash ? -ENOTDIR : 0;
	if (n->to.dir == n->from.dir)
		return 0;
	below = path_is_ancestor(n->ip, n->to.dir);
	if (below)
		return below < 0 ? below : -EINVAL;
	return !n->old && n->to.dir->d.nlink >= FS_LINK_MAX ? -EMLINK : 0;
}

static int rename_check(struct rename *n)
{
	int error = inode_permits(n->from.dir, W_OK);

	if (error == 0)
		error = inode_permits(n->to.dir, W_OK);
	if (error == 0)
		error = check_directory(n);
	if (error)
		return error;
	if (n->old) {
		n->index = n->to_slot.index;
		return check_replaced(n);
	}
	if (n->to.dir->d.nlink == 0)
		return -ENOENT;
	return dir_room(n->to.dir, &n->index);
}

/* The replaced file loses its name; a directory loses its own "." and its parent its "..". */
static void drop_replaced(struct rename *n)
{
	if (inode_is(n->old, S_IFDIR)) {
		n->old->d.nlink = 0;
		n->to.dir->d.nlink--;
		inode_dirty(n->to.dir);
	} else {
		n->old->d.nlink--;
	}
	inode_dirty(n->old);
}

static int rename_apply(struct rename *n)
{
	int error = dir_set(n->to.dir, n->index, n->to.name, n->ip->ino);

	if (error)
		return error;
	error = dir_clear(n->from.dir, n->from_slot.index);
	if (error)
		return error;
	if (n->old)
		drop_replaced(n);
	if (inode_is(n->ip, S_IFDIR) && n->from.dir != n->to.dir) {
		error = dir_set(n->ip, 1, "..", n->to.dir->ino);
		n->from.dir->d.nlink--;
		inode_dirty(n->from.dir);
		n->to.dir->d.nlink++;
		inode_dirty(n->to.dir);
	}
	return error;
}

int64_t handle_rename(struct request *r)
{
	struct rename n = { 0 };
	int error = rename_find(r, &n);

	if (error == 0 && n.ip != n.old) {
		error = rename_check(&n);
		if (error == 0)
			error = rename_apply(&n);
	}
	rename_release(&n);
	return error;
}
