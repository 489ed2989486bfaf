#include "harness/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "harness/base/error.h"

/* All that can be read there. */
static int read_all(struct kmend_buf *out, int fd, const char *path, size_t limit)
{
	size_t total = 0;

	for (;;) {
		char block[65536];
		ssize_t n = read(fd, block, sizeof(block));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return kmend_error_errno("%s", path);
		if (n == 0)
			return 0;
		total += (size_t)n;
		if (total > limit)
			return kmend_error_as(KMEND_ERROR_INVALID, "%s: larger than %zu bytes", path, limit);
		if (kmend_buf_append(out, block, (size_t)n) < 0)
			return -1;
	}
}

int kmend_file_read(struct kmend_buf *out, const char *path, size_t limit)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC), result;

	if (fd < 0)
		return kmend_error_errno("%s", path);
	if (fstat(fd, &st) < 0)
		result = kmend_error_errno("%s", path);
	else if (S_ISDIR(st.st_mode))
		result = kmend_error_as(KMEND_ERROR_INVALID, "%s: is a folder", path);
	else
		result = read_all(out, fd, path, limit);
	close(fd);
	return result;
}

int kmend_file_read_below(struct kmend_buf *out, const char *root, const char *path, size_t limit)
{
	/* O_NONBLOCK: a FIFO does not hold us until it is known to be one. */
	struct open_how how = { .flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS };
	int folder = open(root, O_PATH | O_DIRECTORY | O_CLOEXEC), fd, result;
	struct stat st;

	if (folder < 0)
		return kmend_error_errno("%s", root);
	fd = (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
	close(folder);
	if (fd < 0)
		return kmend_error_errno("%s", path);
	if (fstat(fd, &st) < 0)
		result = kmend_error_errno("%s", path);
	else if (!S_ISREG(st.st_mode))
		result = kmend_error_as(KMEND_ERROR_INVALID, "%s: is not a file", path);
	else
		result = read_all(out, fd, path, limit);
	close(fd);
	return result;
}

/* mkdir -p; the last folder gets MODE. */
static int make_dirs(const char *path, mode_t mode)
{
	char copy[PATH_MAX];
	size_t length = strlen(path);
	if (length == 0 || length >= sizeof(copy))
		return kmend_error_as(KMEND_ERROR_INVALID, "'%s' cannot be the name of a folder", path);
	memcpy(copy, path, length + 1);
	for (size_t i = 1; i <= length; i++) {
		if (copy[i] != '/' && copy[i] != '\0')
			continue;
		copy[i] = '\0';
		if (mkdir(copy, i < length ? 0777 : mode) < 0 && errno != EEXIST)
			return kmend_error_errno("%s", copy);
		copy[i] = i < length ? '/' : '\0';
	}
	return 0;
}

int kmend_dir_make(const char *path)
{
	struct stat st;

	if (make_dirs(path, 0777) < 0)
		return -1;
	if (stat(path, &st) < 0 || !S_ISDIR(st.st_mode))
		return kmend_error_as(KMEND_ERROR_INVALID, "%s: not a folder", path);
	return 0;
}

int kmend_dir_make_private(const char *path)
{
	struct stat st;

	if (make_dirs(path, 0700) < 0)
		return -1;
	if (lstat(path, &st) < 0)
		return kmend_error_errno("%s", path);
	if (S_ISLNK(st.st_mode))
		return kmend_error_as(KMEND_ERROR_ACCESS, "%s: is a symbolic link, not a folder of your own", path);
	if (!S_ISDIR(st.st_mode))
		return kmend_error_as(KMEND_ERROR_ACCESS, "%s: not a folder", path);
	if (st.st_uid != geteuid())
		return kmend_error_as(
			KMEND_ERROR_ACCESS, "%s: belongs to user %u, not to you", path, (unsigned)st.st_uid);
	if (st.st_mode & (S_IWGRP | S_IWOTH))
		return kmend_error_as(
			KMEND_ERROR_ACCESS, "%s: others can write to it (chmod go-w, or name another folder)", path);
	return 0;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)at;
	if (kind == FTW_DNR || kind == FTW_NS)
		return -1;
	return remove(path) < 0 && errno != ENOENT ? -1 : 0;
}

int kmend_tree_remove(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && nftw(path, remove_one, 32, FTW_DEPTH | FTW_PHYS) != 0
		? kmend_error_errno("%s: cannot be removed", path)
		: 0;
}

int kmend_file_sync(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), result = 0;

	if (fd < 0 || fsync(fd) < 0)
		result = kmend_error_errno("%s", path);
	if (fd >= 0)
		close(fd);
	return result;
}

int kmend_file_publish(const char *from, const char *to)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return 0;
	/* A file system that cannot do that has links, which do not replace either. */
	if ((errno == EINVAL || errno == ENOSYS) && link(from, to) == 0) {
		unlink(from);
		return 0;
	}
	return errno == EEXIST ? kmend_error_as(KMEND_ERROR_EXISTS, "%s: already exists", to)
			       : kmend_error_errno("%s", to);
}

char *kmend_program_dir(void)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);
	if (n <= 0) {
		kmend_error_errno("/proc/self/exe");
		return NULL;
	}
	path[n] = '\0';
	char *slash = strrchr(path, '/');
	if (slash)
		*slash = '\0';
	return strdup(path);
}

char *kmend_format(const char *format, ...)
{
	char *text = NULL;
	va_list args;
	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		text = NULL;
	va_end(args);
	if (!text)
		kmend_error_memory();
	return text;
}

int kmend_is_file_name(const char *text)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";

	return text[0] && text[0] != '.' && text[0] != '-' && !text[strspn(text, plain)];
}
