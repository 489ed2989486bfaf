/* VFS wrappers. */
#include <stdarg.h>

#include "string.h"
#include "trap.h"
#include "unistd.h"

/* A request about one path: g0 the path with its NUL, two numbers. */
static int path_call(uint32_t type, const char *path, uint64_t a0, uint64_t a1)
{
	struct msg m = { .type = type, .a = { a0, a1 } };

	msg_grant_read(&m, 0, path, strlen(path) + 1);
	return (int)to_errno(call_msg(EP_VFS, &m));
}

static int path_pair_call(uint32_t type, const char *from, const char *to)
{
	struct msg m = { .type = type };

	msg_grant_read(&m, 0, from, strlen(from) + 1);
	msg_grant_read(&m, 1, to, strlen(to) + 1);
	return (int)to_errno(call_msg(EP_VFS, &m));
}

/* A request about one descriptor: numbers only. */
static int64_t fd_call(uint32_t type, int fd, uint64_t a1, uint64_t a2)
{
	return to_errno(call3(EP_VFS, type, (uint64_t)(int64_t)fd, a1, a2));
}

int open(const char *path, int flags, ...)
{
	unsigned mode = 0;
	va_list args;

	va_start(args, flags);
	if (flags & O_CREAT)
		mode = va_arg(args, unsigned);
	va_end(args);
	return path_call(CALL_VFS_OPEN, path, (uint64_t)flags, mode);
}

int close(int fd)
{
	return (int)fd_call(CALL_VFS_CLOSE, fd, 0, 0);
}

ssize_t read(int fd, void *buffer, size_t n)
{
	struct msg m = { .type = CALL_VFS_READ, .a = { (uint64_t)(int64_t)fd } };

	msg_grant_write(&m, 0, buffer, n);
	return to_errno(call_msg(EP_VFS, &m));
}

ssize_t write(int fd, const void *buffer, size_t n)
{
	struct msg m = { .type = CALL_VFS_WRITE, .a = { (uint64_t)(int64_t)fd } };

	msg_grant_read(&m, 0, buffer, n);
	return to_errno(call_msg(EP_VFS, &m));
}

long lseek(int fd, long offset, int whence)
{
	return fd_call(CALL_VFS_LSEEK, fd, (uint64_t)offset, (uint64_t)(int64_t)whence);
}

int stat(const char *path, struct vfs_stat *out)
{
	struct msg m = { .type = CALL_VFS_STAT };

	msg_grant_read(&m, 0, path, strlen(path) + 1);
	msg_grant_write(&m, 1, out, sizeof(*out));
	return (int)to_errno(call_msg(EP_VFS, &m));
}

int fstat(int fd, struct vfs_stat *out)
{
	struct msg m = { .type = CALL_VFS_FSTAT, .a = { (uint64_t)(int64_t)fd } };

	msg_grant_write(&m, 1, out, sizeof(*out));
	return (int)to_errno(call_msg(EP_VFS, &m));
}

int link(const char *old_path, const char *new_path)
{
	return path_pair_call(CALL_VFS_LINK, old_path, new_path);
}

int unlink(const char *path)
{
	return path_call(CALL_VFS_UNLINK, path, 0, 0);
}

int rename(const char *old_path, const char *new_path)
{
	return path_pair_call(CALL_VFS_RENAME, old_path, new_path);
}

int mkdir(const char *path, unsigned mode)
{
	return path_call(CALL_VFS_MKDIR, path, mode, 0);
}

int rmdir(const char *path)
{
	return path_call(CALL_VFS_RMDIR, path, 0, 0);
}

int chdir(const char *path)
{
	return path_call(CALL_VFS_CHDIR, path, 0, 0);
}

int getcwd(char *buffer, size_t n)
{
	struct msg m = { .type = CALL_VFS_GETCWD };

	msg_grant_write(&m, 0, buffer, n);
	return (int)to_errno(call_msg(EP_VFS, &m));
}

int pipe(int fds[2])
{
	struct msg m = { .type = CALL_VFS_PIPE };
	int64_t r = call_msg(EP_VFS, &m);

	if (r < 0)
		return (int)to_errno(r);
	fds[0] = (int)r;
	fds[1] = (int)m.a[1];
	return 0;
}

int dup(int fd)
{
	return (int)fd_call(CALL_VFS_DUP, fd, 0, 0);
}

int dup2(int fd, int new_fd)
{
	return (int)fd_call(CALL_VFS_DUP2, fd, (uint64_t)(int64_t)new_fd, 0);
}

ssize_t getdents(int fd, struct vfs_dirent *entries, size_t bytes)
{
	struct msg m = { .type = CALL_VFS_GETDENTS, .a = { (uint64_t)(int64_t)fd } };

	msg_grant_write(&m, 0, entries, bytes);
	return to_errno(call_msg(EP_VFS, &m));
}

int truncate(const char *path, long length)
{
	return path_call(CALL_VFS_TRUNCATE, path, (uint64_t)length, 0);
}

int ftruncate(int fd, long length)
{
	return (int)fd_call(CALL_VFS_FTRUNCATE, fd, (uint64_t)length, 0);
}

int sync(void)
{
	return (int)to_errno(call3(EP_VFS, CALL_VFS_SYNC, 0, 0, 0));
}

int fcntl(int fd, int command, int argument)
{
	return (int)fd_call(CALL_VFS_FCNTL, fd, (uint64_t)(int64_t)command, (uint64_t)(int64_t)argument);
}

int access(const char *path, int mode)
{
	return path_call(CALL_VFS_ACCESS, path, (uint64_t)(int64_t)mode, 0);
}

int chmod(const char *path, unsigned mode)
{
	return path_call(CALL_VFS_CHMOD, path, mode, 0);
}

int statfs(struct vfs_statfs *out)
{
	struct msg m = { .type = CALL_VFS_STATFS };

	msg_grant_write(&m, 1, out, sizeof(*out));
	return (int)to_errno(call_msg(EP_VFS, &m));
}

int utime_ms(const char *path, uint64_t ms)
{
	return path_call(CALL_VFS_UTIME, path, ms, 0);
}
