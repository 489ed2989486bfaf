/*
 * What every program of the suite uses. The same sources run on the multi-server kernel (a program each) and on Linux (all in one static program, `ub
 * NAME`): UB_LINUX says which. A program that finds a result of its own wrong says where and fails.
 */
#ifndef UB_H
#define UB_H

#include "work.h"

#ifdef UB_LINUX
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define UB_FOLDER "" /* where the programs write: Linux starts them in the right one */
#define ub_say(...) dprintf(2, __VA_ARGS__)
#else
#include "errno.h"
#include "signal.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"
#include "unistd.h"

#define UB_FOLDER "/tmp/"
#define ub_say(...) console_printf(__VA_ARGS__)
#endif

/* The way into a program; ARGC and ARGV as ever. */
#define UB_MAIN int main(int argc __attribute__((unused)), char **argv __attribute__((unused)))

#define UB_CHECK(condition)                                                                                   \
	do {                                                                                                  \
		if (!(condition)) {                                                                           \
			ub_say("%s:%d: not so: %s (errno %d)\n", __FILE_NAME__, __LINE__, #condition, errno); \
			_exit(1);                                                                             \
		}                                                                                             \
	} while (0)

/* Waits for a child that must have ended well. */
static inline __attribute__((unused)) void ub_wait(pid_t pid)
{
	int status = -1;

	UB_CHECK(pid > 0 && waitpid(pid, &status, 0) == pid);
	UB_CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* Becomes the program NAME of the suite with one argument; returns only when that fails. */
static inline __attribute__((unused)) void ub_become(const char *name, const char *argument)
{
#ifdef UB_LINUX
	char *argv[] = { (char *)"ub", (char *)name, (char *)argument, NULL };

	execv("/tests/ub", argv);
#else
	char path[64];
	char *argv[] = { path, (char *)argument, NULL };

	snprintf(path, sizeof(path), "/extra/%s", name);
	execv(path, argv);
#endif
}

/* Reads or writes all of it. */
static inline __attribute__((unused)) int ub_whole(int fd, char *data, size_t n, int writes)
{
	size_t done = 0;

	while (done < n) {
		ssize_t part = writes ? write(fd, data + done, n - done) : read(fd, data + done, n - done);

		if (part <= 0)
			return 0;
		done += (size_t)part;
	}
	return 1;
}

#endif
