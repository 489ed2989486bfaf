/* Attributes and the like: stat, access, chmod, utime, truncate, statfs, sync, current directory. */
#include "cache.h"
#include "handlers.h"
#include "path.h"
#include "pipe.h"
#include "super.h"

int64_t handle_stat(struct request *r)
{
	struct vfs_stat st;
	struct inode *ip;
	int error = request_inode(r, &ip);

	if (error)
		return error;
	inode_stat(ip, &st);
	inode_put(ip);
	return request_write(r, 1, 0, &st, sizeof st);
}

int64_t handle_fstat(struct request *r)
{
	struct file *f = fd_file(r->proc, r->m.a[0]);
	struct vfs_stat st;

	if (!f)
		return -EBADF;
	if (f->kind == FILE_INODE) {
		inode_stat(f->inode, &st);
	} else {
		memset(&st, 0, sizeof st);
		st.mode = S_IFIFO | 0600;
		st.nlink = 1;
		st.size = pipe_used(f->pipe);
	}
	return request_write(r, 1, 0, &st, sizeof st);
}

int64_t handle_access(struct request *r)
{
	struct inode *ip;
	int error;

	if (r->m.a[0] & ~(uint64_t)(R_OK | W_OK | X_OK))
		return -EINVAL;
	error = request_inode(r, &ip);
	if (error)
		return error;
	error = inode_permits(ip, (uint32_t)r->m.a[0]);
	inode_put(ip);
	return error;
}

int64_t handle_chmod(struct request *r)
{
	struct inode *ip;
	int error;

	if (r->m.a[0] & ~(uint64_t)(S_IFMT | 0777))
		return -EINVAL;
	error = request_inode(r, &ip);
	if (error)
		return error;
	ip->d.mode = (uint16_t)((ip->d.mode & S_IFMT) | (r->m.a[0] & 0777));
	inode_dirty(ip);
	inode_put(ip);
	return 0;
}

int64_t handle_utime(struct request *r)
{
	struct inode *ip;
	int error = request_inode(r, &ip);

	if (error)
		return error;
	ip->d.mtime_ms = r->m.a[0];
	inode_dirty(ip);
	inode_put(ip);
	return 0;
}

static int resize_checked(struct inode *ip, uint64_t size)
{
	if (inode_is(ip, S_IFDIR))
		return -EISDIR;
	if (!inode_is(ip, S_IFREG))
		return -EINVAL;
	if ((int64_t)size < 0)
		return -EINVAL;
	return inode_resize(ip, size);
}

int64_t handle_truncate(struct request *r)
{
	struct inode *ip;
	int error = request_inode(r, &ip);

	if (error)
		return error;
	error = inode_permits(ip, W_OK);
	if (error == 0)
		error = resize_checked(ip, r->m.a[0]);
	inode_put(ip);
	return error;
}

int64_t handle_ftruncate(struct request *r)
{
	struct file *f = fd_file(r->proc, r->m.a[0]);

	if (!f || !file_writable(f))
		return -EBADF;
	if (f->kind != FILE_INODE)
		return -EINVAL;
	return resize_checked(f->inode, r->m.a[1]);
}

int64_t handle_statfs(struct request *r)
{
	struct vfs_statfs st = {
		.blocks = fs.super.blocks - fs.super.data_start,
		.blocks_free = fs.blocks_free,
		.inodes = fs.super.inodes - 1,
		.inodes_free = fs.inodes_free,
		.block_bytes = DISK_BLOCK,
		.name_max = NAME_MAX_BYTES,
	};

	return request_write(r, 1, 0, &st, sizeof st);
}

int64_t handle_sync(struct request *r)
{
	int error = inodes_flush();

	(void)r;
	return error ? error : cache_sync();
}

int64_t handle_chdir(struct request *r)
{
	struct inode *ip, *old;
	int error = request_inode(r, &ip);

	if (error)
		return error;
	error = inode_is(ip, S_IFDIR) ? inode_permits(ip, X_OK) : -ENOTDIR;
	if (error) {
		inode_put(ip);
		return error;
	}
	old = r->proc->cwd;
	r->proc->cwd = ip;
	inode_put(old);
	return 0;
}

int64_t handle_getcwd(struct request *r)
{
	char path[PATH_MAX_BYTES];
	uint32_t bytes = request_bytes(r, 0, GRANT_WRITE);
	int length, error;

	if (bytes == 0)
		return -EINVAL;
	length = path_of(r->proc->cwd, path);
	if (length < 0)
		return length;
	if ((uint32_t)length + 1 > bytes)
		return -ERANGE;
	error = request_write(r, 0, 0, path, (uint32_t)length + 1);
	return error ? error : length;
}
