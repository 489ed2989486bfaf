/*
 * A test is a process: exit status 0 is a pass, 77 a skip, anything else a failure. CHECK says where it failed on the
 * kernel's console, which works when no server does. Tests work under /tmp, under names of their own, and remove them.
 */
#ifndef TEST_H
#define TEST_H

#include "errno.h"
#include "ms.h"
#include "signal.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"
#include "unistd.h"

/* Failure in this process, parent or child: its exit status tells. */
#define CHECK(condition)                                                  \
	do {                                                              \
		if (!(condition))                                         \
			test_failed(__FILE_NAME__, __LINE__, #condition); \
	} while (0)

/* The call fails with exactly this error. */
#define CHECK_ERROR(call, error)                                                           \
	do {                                                                               \
		errno = 0;                                                                 \
		if ((long)(call) != -1 || errno != (error))                                \
			test_failed(__FILE_NAME__, __LINE__, #call " fails with " #error); \
	} while (0)

static inline __attribute__((noreturn, unused)) void test_failed(const char *file, int line, const char *what)
{
	console_printf("%s:%d: not so: %s (errno %s)\n", file, line, what, strerrorname(errno));
	_exit(1);
}

/* Status word of a child that ended; fails when there is no such child. */
static inline __attribute__((unused)) int test_wait(pid_t pid)
{
	int status = -1;

	CHECK(waitpid(pid, &status, 0) == pid);
	return status;
}

/* Runs f in a child and returns the child's status word. */
static inline __attribute__((unused)) int test_in_child(void (*f)(void))
{
	pid_t pid = fork();

	CHECK(pid >= 0);
	if (pid == 0) {
		f();
		_exit(0);
	}
	return test_wait(pid);
}

/* Makes a file with this content. */
static inline __attribute__((unused)) void test_make_file(const char *path, const void *data, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	CHECK(fd >= 0);
	CHECK(write_all(fd, data, n) == 0);
	CHECK(close(fd) == 0);
}

/* Fails unless the file has exactly this content (up to 511 bytes). */
static inline __attribute__((unused)) void test_file_is(const char *path, const char *text)
{
	char buffer[512];
	int fd = open(path, O_RDONLY);
	ssize_t n;

	CHECK(fd >= 0);
	n = read(fd, buffer, sizeof(buffer) - 1);
	CHECK(n >= 0);
	buffer[n] = 0;
	if (strcmp(buffer, text))
		console_printf("%s is \"%s\"\n", path, buffer);
	CHECK(!strcmp(buffer, text));
	CHECK(close(fd) == 0);
}

/* The file is not there. */
static inline __attribute__((unused)) void test_no_file(const char *path)
{
	struct vfs_stat st;

	CHECK_ERROR(stat(path, &st), ENOENT);
}

/* Runs a script with /bin/sh -c; returns the exit status. */
static inline __attribute__((unused)) int test_sh(const char *script)
{
	char *argv[] = { "sh", "-c", (char *)script, NULL };
	pid_t pid = fork();
	int status;

	CHECK(pid >= 0);
	if (pid == 0) {
		execv("/bin/sh", argv);
		_exit(125);
	}
	status = test_wait(pid);
	CHECK(WIFEXITED(status));
	return WEXITSTATUS(status);
}

#endif
