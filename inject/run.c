/* Processes: standard streams are inherited, so diagnostics come out as the compiler wrote them. */
#include "inject/run.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int not_started(const char *program, int error)
{
	fprintf(stderr, "kmend-cc: cannot run %s: %s\n", program, strerror(error));
	return error == ENOENT ? 127 : 126;
}

int inject_run(char *const *argv)
{
	int status, error;
	pid_t child;

	error = posix_spawnp(&child, argv[0], NULL, NULL, argv, environ);
	if (error)
		return not_started(argv[0], error);
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return 126;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int inject_become(char *const *argv)
{
	execvp(argv[0], argv);
	return not_started(argv[0], errno);
}
