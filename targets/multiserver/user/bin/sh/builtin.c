/* What only the shell itself can do: cd, exit, wait. Redirections mean nothing to them. */
#include "sh.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"
#include "unistd.h"

static int change_directory(const char *path)
{
	if (chdir(path) == 0)
		return 0;
	dprintf(2, "sh: cd: %s: %s\n", path, strerrorname(errno));
	return 1;
}

/* Waits for every child; an interruption is no end, any other failure is. */
static int wait_for_all(void)
{
	while (waitpid(-1, NULL, 0) >= 0 || errno == EINTR)
		;
	return errno == ECHILD ? 0 : 1;
}

int run_builtin(struct shell *sh, const struct command *c, int *status)
{
	const char *argument = c->argc > 1 ? c->argv[1] : NULL;

	if (!strcmp(c->argv[0], "cd")) {
		*status = change_directory(argument ? argument : "/");
	} else if (!strcmp(c->argv[0], "exit")) {
		*status = argument ? atoi(argument) & 0xff : sh->status;
		sh->leave = 1;
	} else if (!strcmp(c->argv[0], "wait")) {
		*status = wait_for_all();
	} else {
		return 0;
	}
	return 1;
}
