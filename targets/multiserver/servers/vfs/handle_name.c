/* Names: VFS_LINK, VFS_UNLINK, VFS_MKDIR, VFS_RMDIR. All under the exclusive lock. */
#include "handlers.h"
#include "path.h"
#include "super.h"

/* The parent and last name of the path in grant `slot`; the directory must be writable and still linked. */
static int request_leaf(struct request *r, unsigned slot, struct path_leaf *leaf)
{
	char path[PATH_MAX_BYTES];
	int error = request_path(r, slot, path);

	if (error)
		return error;
	error = path_parent(r->proc->cwd, path, leaf);
	if (error)
		return error;
	error = inode_permits(leaf->dir, W_OK);
	if (error)
		inode_put(leaf->dir);
	return error;
}

/* A place for a name that must not exist yet. */
static int check_new(const struct path_leaf *leaf, uint32_t *index)
{
	struct dir_slot slot;
	int error = dir_find(leaf->dir, leaf->name, &slot);

	if (error == 0)
		return -EEXIST;
	if (error != -ENOENT)
		return error;
	if (leaf->dir->d.nlink == 0)
		return -ENOENT;
	return dir_room(leaf->dir, index);
}

static int link_inode(struct inode *ip, const struct path_leaf *leaf)
{
	uint32_t index;
	int error;

	if (inode_is(ip, S_IFDIR))
		return -EPERM;
	if (ip->d.nlink >= FS_LINK_MAX)
		return -EMLINK;
	error = check_new(leaf, &index);
	if (error)
		return error;
	if (leaf->slash)
		return -ENOTDIR;
	error = dir_set(leaf->dir, index, leaf->name, ip->ino);
	if (error)
		return error;
	ip->d.nlink++;
	inode_dirty(ip);
	return 0;
}

int64_t handle_link(struct request *r)
{
	struct path_leaf leaf;
	struct inode *ip;
	int error = request_inode(r, &ip);

	if (error)
		return error;
	error = request_leaf(r, 1, &leaf);
	if (error == 0) {
		error = link_inode(ip, &leaf);
		inode_put(leaf.dir);
	}
	inode_put(ip);
	return error;
}

int64_t handle_unlink(struct request *r)
{
	struct path_leaf leaf;
	struct dir_slot slot;
	struct inode *ip;
	int error = request_leaf(r, 0, &leaf);

	if (error)
		return error;
	error = path_leaf_find(&leaf, &slot, &ip);
	if (error == 0) {
		if (inode_is(ip, S_IFDIR))
			error = -EISDIR;
		if (error == 0)
			error = dir_clear(leaf.dir, slot.index);
		if (error == 0) {
			ip->d.nlink--;
			inode_dirty(ip);
		}
		inode_put(ip);
	}
	inode_put(leaf.dir);
	return error;
}

/* Fills a new directory: "." and "..", and the counts that go with them. */
static int fill_directory(struct inode *ip, struct inode *parent)
{
	int error = dir_set(ip, 0, ".", ip->ino);

	if (error == 0)
		error = dir_set(ip, 1, "..", parent->ino);
	return error;
}

static int make_directory(const struct path_leaf *leaf, uint32_t mode)
{
	struct inode *ip;
	uint32_t index;
	int error = check_new(leaf, &index);

	if (error)
		return error;
	if (leaf->dir->d.nlink >= FS_LINK_MAX)
		return -EMLINK;
	if (fs.blocks_free < 4)
		return -ENOSPC; /* one for itself, three at most for its parent */
	error = inode_alloc(&ip, S_IFDIR | (mode & 0777));
	if (error)
		return error;
	error = fill_directory(ip, leaf->dir);
	if (error == 0)
		error = dir_set(leaf->dir, index, leaf->name, ip->ino);
	if (error == 0) {
		ip->d.nlink = 2;
		inode_dirty(ip);
		leaf->dir->d.nlink++;
		inode_dirty(leaf->dir);
	}
	inode_put(ip);
	return error;
}

int64_t handle_mkdir(struct request *r)
{
	struct path_leaf leaf;
	int error = request_leaf(r, 0, &leaf);

	if (error)
		return error;
	error = make_directory(&leaf, (uint32_t)r->m.a[0]);
	inode_put(leaf.dir);
	return error;
}

static int remove_directory(const struct path_leaf *leaf, const struct dir_slot *slot, struct inode *ip)
{
	int empty, error;

	if (!inode_is(ip, S_IFDIR))
		return -ENOTDIR;
	if (strcmp(leaf->name, ".") == 0)
		return -EINVAL;
	if (strcmp(leaf->name, "..") == 0)
		return -ENOTEMPTY;
	empty = dir_empty(ip);
	if (empty < 0)
		return empty;
	if (!empty)
		return -ENOTEMPTY;
	error = dir_clear(leaf->dir, slot->index);
	if (error)
		return error;
	ip->d.nlink = 0;
	inode_dirty(ip);
	leaf->dir->d.nlink--;
	inode_dirty(leaf->dir);
	return 0;
}

int64_t handle_rmdir(struct request *r)
{
	struct path_leaf leaf;
	struct dir_slot slot;
	struct inode *ip;
	int error = request_leaf(r, 0, &leaf);

	if (error)
		return error;
	error = path_leaf_find(&leaf, &slot, &ip);
	if (error == 0) {
		error = ip->ino == FS_ROOT_INO ? -EBUSY : remove_directory(&leaf, &slot, ip);
		inode_put(ip);
	}
	inode_put(leaf.dir);
	return error;
}
