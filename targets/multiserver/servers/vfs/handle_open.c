/* VFS_OPEN and VFS_CLOSE. */
#include "handlers.h"
#include "path.h"
#include "super.h"

#define OPEN_FLAGS \
	((uint64_t)(O_ACCMODE | O_CREAT | O_EXCL | O_TRUNC | O_APPEND | O_NONBLOCK | O_DIRECTORY | O_CLOEXEC))

int request_inode(struct request *r, struct inode **out)
{
	char path[PATH_MAX_BYTES];
	int error = request_path(r, 0, path);

	*out = NULL;
	if (error)
		return error;
	return path_find(r->proc->cwd, path, out);
}

/* May an existing file be opened this way? */
static int check_access(const struct inode *ip, uint32_t flags)
{
	uint32_t mode = flags & O_ACCMODE, want = 0;

	if (inode_is(ip, S_IFDIR)) {
		if (mode != O_RDONLY || (flags & (O_CREAT | O_TRUNC)))
			return -EISDIR;
	} else if (flags & O_DIRECTORY) {
		return -ENOTDIR;
	}
	if (mode != O_WRONLY)
		want |= R_OK;
	if (mode != O_RDONLY || (flags & O_TRUNC))
		want |= W_OK;
	return inode_permits(ip, want);
}

/* Makes a new file where the leaf says that none is. */
static int create(const struct path_leaf *leaf, uint32_t mode, struct inode **out)
{
	uint32_t index;
	int error;

	if (leaf->slash)
		return -EISDIR;
	if (leaf->dir->d.nlink == 0)
		return -ENOENT; /* the directory was removed while somebody is in it */
	error = inode_permits(leaf->dir, W_OK);
	if (error)
		return error;
	error = dir_room(leaf->dir, &index);
	if (error)
		return error;
	error = inode_alloc(out, S_IFREG | (mode & 0777));
	if (error)
		return error;
	error = dir_set(leaf->dir, index, leaf->name, (*out)->ino);
	if (error) {
		inode_put(*out);
		*out = NULL;
		return error;
	}
	(*out)->d.nlink = 1;
	inode_dirty(*out);
	return 0;
}

static int open_or_create(struct request *r, const char *path, uint32_t flags, struct inode **out)
{
	struct path_leaf leaf;
	struct dir_slot slot;
	int error = path_parent(r->proc->cwd, path, &leaf);

	if (error)
		return error;
	error = path_leaf_find(&leaf, &slot, out);
	if (error == 0) {
		error = flags & O_EXCL ? -EEXIST : check_access(*out, flags);
		if (error) {
			inode_put(*out);
			*out = NULL;
		}
	} else if (error == -ENOENT) {
		error = create(&leaf, (uint32_t)r->m.a[1], out);
	}
	inode_put(leaf.dir);
	return error;
}

static int open_existing(struct request *r, const char *path, uint32_t flags, struct inode **out)
{
	int error = path_find(r->proc->cwd, path, out);

	if (error)
		return error;
	error = check_access(*out, flags);
	if (error) {
		inode_put(*out);
		*out = NULL;
	}
	return error;
}

int64_t handle_open(struct request *r)
{
	uint32_t flags = (uint32_t)r->m.a[0];
	char path[PATH_MAX_BYTES];
	struct inode *ip = NULL;
	struct file *f;
	int fd, error;

	if ((r->m.a[0] & ~OPEN_FLAGS) || (flags & O_ACCMODE) == O_ACCMODE)
		return -EINVAL;
	if ((flags & O_CREAT) && (flags & O_DIRECTORY))
		return -EINVAL;
	fd = fd_vacant(r->proc, 0);
	if (fd < 0)
		return fd;
	if (!file_vacant())
		return -ENFILE;
	error = request_path(r, 0, path);
	if (error)
		return error;
	if (flags & O_CREAT)
		error = open_or_create(r, path, flags, &ip);
	else
		error = open_existing(r, path, flags, &ip);
	if (error)
		return error;
	if ((flags & O_TRUNC) && inode_is(ip, S_IFREG) && ip->d.size) {
		error = inode_resize(ip, 0);
		if (error) {
			inode_put(ip);
			return error;
		}
	}
	f = file_vacant(); /* another one may have taken the first while we slept */
	if (!f) {
		inode_put(ip);
		return -ENFILE;
	}
	file_open_inode(f, ip, flags);
	fd_set(r->proc, (uint32_t)fd, f, (flags & O_CLOEXEC) != 0);
	return fd;
}

int64_t handle_close(struct request *r)
{
	if (!fd_file(r->proc, r->m.a[0]))
		return -EBADF;
	fd_close(r->proc, (uint32_t)r->m.a[0]);
	return 0;
}
