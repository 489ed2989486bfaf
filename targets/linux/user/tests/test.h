/*
 * Small tests of the kernel's calls, all in one static program: `run NAME` runs one and exits with 0 (pass), 1 (fail)
 * or 4 (skip).
 *
 * A test is a function that TEST defines; it registers itself. It runs in a new folder of its own, below the one that
 * the list of tests gives it (on tmpfs or on the ext2 disk), and removes what it made there: that it did is part of the
 * test. The first CHECK that does not hold ends it. Children use CHECK as well: their exit code reaches the parent
 * through test_wait. No test waits without a bound of its own: the time limit of the first process is for kernels that
 * are broken.
 */
#ifndef KMEND_LINUX_TEST_H
#define KMEND_LINUX_TEST_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct test {
	const char *name;
	void (*function)(void);
	struct test *next;
};

enum { TEST_PASSED = 0, TEST_FAILED = 1, TEST_SKIPPED = 4 };

void test_register(struct test *test);

#define TEST(identifier, text)                                                                                         \
	static void identifier(void);                                                                                  \
	__attribute__((constructor)) static void identifier##_register(void)                                           \
	{                                                                                                              \
		static struct test test = {text, identifier, NULL};                                                    \
		test_register(&test);                                                                                  \
	}                                                                                                              \
	static void identifier(void)

/* Prints the place, the text and errno, and exits with 1. */
_Noreturn void test_fail(const char *file, int line, const char *text);

/* Exits with 4, saying why. */
_Noreturn void test_skip(const char *reason);

#define CHECK(condition) ((condition) ? (void)0 : test_fail(__FILE__, __LINE__, #condition))

/* The call must fail with this error. */
#define CHECK_ERROR(call, error) CHECK((call) == -1 && errno == (error))

/* Runs the function in a child process, which exits with 0 when the function returns; returns its pid. */
pid_t test_fork(void (*function)(void));

/* Waits for the child, which must have exited with 0. */
void test_wait(pid_t pid);

/* Fills a buffer with bytes that depend on the seed, and checks it. */
void test_fill(void *buffer, size_t size, unsigned seed);
void test_same(const void *buffer, size_t size, unsigned seed);

/* Writes or reads all of it; fails the test when that does not work. */
void test_write(int fd, const void *buffer, size_t size);
void test_read(int fd, void *buffer, size_t size);

/* Creates a file of that size with test_fill's bytes; returns the descriptor, opened for reading and writing. */
int test_file(const char *name, size_t size, unsigned seed);

#endif
