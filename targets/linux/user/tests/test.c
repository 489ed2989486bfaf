/*
 * What all small tests use, and main.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

static struct test *tests;

void test_register(struct test *test)
{
	test->next = tests;
	tests = test;
}

_Noreturn void test_fail(const char *file, int line, const char *text)
{
	int error = errno;
	const char *base = strrchr(file, '/');
	dprintf(STDERR_FILENO, "%s:%d: %s does not hold (errno %d, %s)\n", base != NULL ? base + 1 : file, line, text,
	        error, strerror(error));
	_exit(TEST_FAILED);
}

_Noreturn void test_skip(const char *reason)
{
	dprintf(STDERR_FILENO, "skipped: %s\n", reason);
	_exit(TEST_SKIPPED);
}

pid_t test_fork(void (*function)(void))
{
	pid_t pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		function();
		_exit(TEST_PASSED);
	}
	return pid;
}

void test_wait(pid_t pid)
{
	int status = -1;
	CHECK(waitpid(pid, &status, 0) == pid);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == TEST_PASSED);
}

static unsigned char pattern(size_t position, unsigned seed)
{
	return (unsigned char)(position * 31 + (position >> 8) * 7 + seed);
}

void test_fill(void *buffer, size_t size, unsigned seed)
{
	unsigned char *bytes = buffer;
	for (size_t i = 0; i < size; i++)
		bytes[i] = pattern(i, seed);
}

void test_same(const void *buffer, size_t size, unsigned seed)
{
	const unsigned char *bytes = buffer;
	for (size_t i = 0; i < size; i++)
		CHECK(bytes[i] == pattern(i, seed));
}

void test_write(int fd, const void *buffer, size_t size)
{
	const char *next = buffer;
	while (size > 0) {
		ssize_t done = write(fd, next, size);
		CHECK(done > 0);
		next += done;
		size -= (size_t)done;
	}
}

void test_read(int fd, void *buffer, size_t size)
{
	char *next = buffer;
	while (size > 0) {
		ssize_t done = read(fd, next, size);
		CHECK(done > 0);
		next += done;
		size -= (size_t)done;
	}
}

int test_file(const char *name, size_t size, unsigned seed)
{
	static unsigned char buffer[65536];
	CHECK(size <= sizeof(buffer));
	int fd = open(name, O_RDWR | O_CREAT | O_TRUNC, 0644);
	CHECK(fd >= 0);
	test_fill(buffer, size, seed);
	test_write(fd, buffer, size);
	return fd;
}

int main(int argc, char **argv)
{
	for (struct test *test = tests; test != NULL; test = test->next) {
		if (argc < 2) {
			puts(test->name);
		} else if (strcmp(test->name, argv[1]) == 0) {
			umask(022);
			/* A folder of its own: what a killed test leaves behind must not disturb the next one. */
			char folder[256];
			CHECK(mkdir(test->name, 0755) == 0 && chdir(test->name) == 0 &&
			        getcwd(folder, sizeof(folder)) != NULL);
			test->function();
			CHECK(chdir("/") == 0 && rmdir(folder) == 0);
			return TEST_PASSED;
		}
	}
	if (argc < 2)
		return TEST_PASSED;
	dprintf(STDERR_FILENO, "no test %s\n", argv[1]);
	return TEST_FAILED;
}
