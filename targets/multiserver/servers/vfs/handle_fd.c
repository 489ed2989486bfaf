/* Descriptors: position, copies, flags, pipes. None of these needs the disk. */
#include "handlers.h"
#include "pipe.h"
#include "super.h"

int64_t handle_lseek(struct request *r)
{
	struct file *f = fd_file(r->proc, r->m.a[0]);
	int64_t offset = (int64_t)r->m.a[1], base;

	if (!f)
		return -EBADF;
	if (f->kind != FILE_INODE || inode_is(f->inode, S_IFCHR))
		return -ESPIPE;
	switch (r->m.a[2]) {
	case SEEK_SET:
		base = 0;
		break;
	case SEEK_CUR:
		base = f->offset;
		break;
	case SEEK_END:
		base = f->inode->d.size;
		break;
	default:
		return -EINVAL;
	}
	if (offset > (int64_t)FS_FILE_BYTES || offset < -(int64_t)FS_FILE_BYTES)
		return -EINVAL;
	offset += base;
	if (offset < 0 || offset > (int64_t)FS_FILE_BYTES)
		return -EINVAL;
	if (inode_is(f->inode, S_IFDIR) && offset % (int64_t)sizeof(struct fs_dirent))
		return -EINVAL;
	f->offset = (uint32_t)offset;
	return offset;
}

int64_t handle_pipe(struct request *r)
{
	struct proc *p = r->proc;
	struct file *reader, *writer;
	struct pipe *pipe;
	int read_fd, write_fd;

	read_fd = fd_vacant(p, 0);
	if (read_fd < 0)
		return read_fd;
	write_fd = fd_vacant(p, (uint32_t)read_fd + 1);
	if (write_fd < 0)
		return write_fd;
	reader = file_vacant();
	writer = reader ? file_vacant_but(reader) : NULL;
	pipe = pipe_vacant();
	if (!writer || !pipe)
		return -ENFILE;
	pipe_open(pipe);
	file_open_pipe(reader, pipe, FILE_PIPE_READ, O_RDONLY);
	file_open_pipe(writer, pipe, FILE_PIPE_WRITE, O_WRONLY);
	fd_set(p, (uint32_t)read_fd, reader, 0);
	fd_set(p, (uint32_t)write_fd, writer, 0);
	r->result1 = (uint64_t)write_fd;
	return read_fd;
}

static int64_t dup_from(struct proc *p, struct file *f, uint64_t from)
{
	int fd;

	if (from >= OPEN_MAX)
		return -EINVAL;
	fd = fd_vacant(p, (uint32_t)from);
	if (fd >= 0)
		fd_set(p, (uint32_t)fd, f, 0);
	return fd;
}

int64_t handle_dup(struct request *r)
{
	struct file *f = fd_file(r->proc, r->m.a[0]);

	if (!f)
		return -EBADF;
	return dup_from(r->proc, f, 0);
}

int64_t handle_dup2(struct request *r)
{
	struct file *f = fd_file(r->proc, r->m.a[0]);
	uint64_t fd = r->m.a[1];

	if (!f || fd >= OPEN_MAX)
		return -EBADF;
	if (fd == r->m.a[0])
		return (int64_t)fd;
	if (r->proc->fd[fd])
		fd_close(r->proc, (uint32_t)fd);
	fd_set(r->proc, (uint32_t)fd, f, 0);
	return (int64_t)fd;
}

int64_t handle_fcntl(struct request *r)
{
	const uint32_t settable = O_APPEND | O_NONBLOCK;
	struct proc *p = r->proc;
	struct file *f = fd_file(p, r->m.a[0]);
	uint32_t fd = (uint32_t)r->m.a[0];

	if (!f)
		return -EBADF;
	switch (r->m.a[1]) {
	case F_DUPFD:
		return dup_from(p, f, r->m.a[2]);
	case F_GETFD:
		return p->cloexec[fd] ? FD_CLOEXEC : 0;
	case F_SETFD:
		p->cloexec[fd] = (r->m.a[2] & FD_CLOEXEC) != 0;
		return 0;
	case F_GETFL:
		return f->flags;
	case F_SETFL:
		f->flags = (f->flags & ~settable) | ((uint32_t)r->m.a[2] & settable);
		return 0;
	default:
		return -EINVAL;
	}
}
