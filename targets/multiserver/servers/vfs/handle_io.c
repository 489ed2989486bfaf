/* VFS_READ, VFS_WRITE and VFS_GETDENTS: files, directories, devices; pipes have their own file. */
#include "cache.h"
#include "dir.h"
#include "handlers.h"
#include "pipe.h"
#include "super.h"

static const uint8_t zeros[DISK_BLOCK];

/* The part of the block at `offset` that a transfer of `bytes` more bytes touches. */
static uint32_t chunk(uint32_t offset, uint32_t bytes)
{
	uint32_t room = DISK_BLOCK - offset % DISK_BLOCK;

	return bytes < room ? bytes : room;
}

int file_copy_out(struct request *r, struct inode *ip, uint32_t offset, uint32_t done, uint32_t bytes)
{
	struct buf *b;
	uint32_t block;
	int error = bmap_find(ip, offset / DISK_BLOCK, &block);

	if (error)
		return error;
	if (block == 0)
		return request_write(r, 0, done, zeros, bytes);
	error = cache_get(&b, block, CACHE_READ);
	if (error)
		return error;
	error = request_write(r, 0, done, b->data + offset % DISK_BLOCK, bytes);
	cache_put(b);
	return error;
}

static int64_t read_inode(struct request *r, struct inode *ip, uint32_t offset, uint32_t bytes)
{
	uint32_t done = 0;

	if (offset >= ip->d.size)
		return 0;
	if (bytes > ip->d.size - offset)
		bytes = ip->d.size - offset;
	while (done < bytes) {
		uint32_t n = chunk(offset + done, bytes - done);
		int error = file_copy_out(r, ip, offset + done, done, n);

		if (error)
			return done ? (int64_t)done : error;
		done += n;
	}
	return done;
}

/* Takes the bytes from the requester first: a bad buffer then costs nothing. */
static int write_piece(struct request *r, struct inode *ip, uint32_t offset, uint32_t done, uint32_t bytes)
{
	uint8_t bounce[DISK_BLOCK];
	struct buf *b;
	uint32_t block;
	int error = request_read(r, 0, done, bounce, bytes);

	if (error)
		return error;
	error = bmap_fill(ip, offset / DISK_BLOCK, &block);
	if (error)
		return error;
	error = cache_get(&b, block, CACHE_READ);
	if (error)
		return error;
	memcpy(b->data + offset % DISK_BLOCK, bounce, bytes);
	cache_dirty(b);
	cache_put(b);
	if (offset + bytes > ip->d.size)
		ip->d.size = offset + bytes;
	return 0;
}

static int64_t write_inode(struct request *r, struct inode *ip, uint32_t offset, uint32_t bytes)
{
	uint32_t done = 0;
	int error = 0;

	if (bytes > FS_FILE_BYTES - offset)
		return -EFBIG;
	while (done < bytes && !error) {
		uint32_t n = chunk(offset + done, bytes - done);

		error = write_piece(r, ip, offset + done, done, n);
		if (!error)
			done += n;
	}
	if (done)
		inode_touch(ip);
	return done ? (int64_t)done : error;
}

static int64_t device_read(struct request *r, const struct inode *ip, uint32_t bytes)
{
	uint32_t done = 0;

	switch (ip->d.addr[0]) {
	case FS_DEV_CONSOLE:
	case FS_DEV_NULL:
		return 0;
	case FS_DEV_ZERO:
		while (done < bytes) {
			uint32_t n = chunk(done, bytes - done);
			int error = request_write(r, 0, done, zeros, n);

			if (error)
				return done ? (int64_t)done : error;
			done += n;
		}
		return done;
	default:
		return -EIO;
	}
}

static int64_t console_write(struct request *r, uint32_t bytes)
{
	char text[256];
	uint32_t done = 0;

	while (done < bytes) {
		uint32_t n = bytes - done < sizeof text ? bytes - done : (uint32_t)sizeof text;
		int error = request_read(r, 0, done, text, n);

		if (error == 0)
			error = kc_console(text, n);
		if (error < 0)
			return done ? (int64_t)done : error;
		done += n;
	}
	return done;
}

static int64_t device_write(struct request *r, const struct inode *ip, uint32_t bytes)
{
	switch (ip->d.addr[0]) {
	case FS_DEV_CONSOLE:
		return console_write(r, bytes);
	case FS_DEV_NULL:
	case FS_DEV_ZERO:
		return bytes;
	default:
		return -EIO;
	}
}

int64_t handle_read(struct request *r)
{
	struct file *f = fd_file(r->proc, r->m.a[0]);
	uint32_t bytes = request_bytes(r, 0, GRANT_WRITE);
	int64_t result;

	if (!f || !file_readable(f))
		return -EBADF;
	if (f->kind != FILE_INODE)
		return pipe_read(f->pipe, r, (f->flags & O_NONBLOCK) != 0);
	if (inode_is(f->inode, S_IFDIR))
		return -EISDIR;
	if (inode_is(f->inode, S_IFCHR))
		return device_read(r, f->inode, bytes);
	result = read_inode(r, f->inode, f->offset, bytes);
	if (result > 0)
		f->offset += (uint32_t)result;
	return result;
}

int64_t handle_write(struct request *r)
{
	struct file *f = fd_file(r->proc, r->m.a[0]);
	uint32_t bytes = request_bytes(r, 0, GRANT_READ), offset;
	int64_t result;

	if (!f || !file_writable(f))
		return -EBADF;
	if (f->kind != FILE_INODE)
		return pipe_write(f->pipe, r, (f->flags & O_NONBLOCK) != 0);
	if (inode_is(f->inode, S_IFCHR))
		return device_write(r, f->inode, bytes);
	offset = f->flags & O_APPEND ? f->inode->d.size : f->offset;
	result = write_inode(r, f->inode, offset, bytes);
	if (result > 0)
		f->offset = offset + (uint32_t)result;
	return result;
}

int64_t handle_getdents(struct request *r)
{
	struct file *f = fd_file(r->proc, r->m.a[0]);
	uint32_t bytes = request_bytes(r, 0, GRANT_WRITE), done = 0, offset;
	int error = 0;

	if (!f)
		return -EBADF;
	if (f->kind != FILE_INODE || !inode_is(f->inode, S_IFDIR))
		return -ENOTDIR;
	if (bytes < sizeof(struct vfs_dirent))
		return -EINVAL;
	for (offset = f->offset; bytes - done >= sizeof(struct vfs_dirent);
		offset += (uint32_t)sizeof(struct fs_dirent)) {
		struct fs_dirent e;

		error = dir_read(f->inode, offset / (uint32_t)sizeof e, &e);
		if (error)
			break;
		if (e.ino == 0)
			continue;
		error = request_write(r, 0, done, &e, sizeof e);
		if (error)
			break;
		done += (uint32_t)sizeof e;
	}
	if (error && error != -ENOENT && done == 0)
		return error;
	f->offset = offset;
	return done;
}

_Static_assert(sizeof(struct fs_dirent) == sizeof(struct vfs_dirent), "entries go to users as they are");
