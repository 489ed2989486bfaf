/* Processes for a pipeline, with their ends of the pipes and their redirections. */
#include "sh.h"
#include "stdio.h"
#include "unistd.h"

/* fd becomes descriptor `as`; -1 leaves it alone. */
static void take(int fd, int as)
{
	if (fd < 0 || fd == as)
		return;
	if (dup2(fd, as) < 0)
		_exit(STATUS_CANNOT);
	close(fd);
}

static void open_as(const char *file, int flags, int as)
{
	int fd = open(file, flags, 0666);

	if (fd < 0) {
		dprintf(2, "sh: %s: %s\n", file, strerrorname(errno));
		_exit(1);
	}
	take(fd, as);
}

static _Noreturn void child(struct shell *sh, const struct command *c, int in, int out)
{
	int status;

	take(in, 0);
	take(out, 1);
	if (c->in)
		open_as(c->in, O_RDONLY, 0);
	if (c->out)
		open_as(c->out, O_WRONLY | O_CREAT | (c->append ? O_APPEND : O_TRUNC), 1);
	if (run_builtin(sh, c, &status))
		_exit(status);
	execvp(c->argv[0], c->argv);
	status = errno == ENOENT ? STATUS_NOT_FOUND : STATUS_CANNOT;
	dprintf(2, "sh: %s: %s\n", c->argv[0], strerrorname(errno));
	_exit(status);
}

static int status_of(pid_t pid)
{
	int status = 0;

	if (waitpid(pid, &status, 0) != pid)
		return STATUS_CANNOT;
	return WIFSIGNALED(status) ? STATUS_SIGNAL + WTERMSIG(status) : WEXITSTATUS(status);
}

/* Starts the commands from the first to the last; how many run. The descriptors are closed in the shell in any case. */
static int start(struct shell *sh, const struct pipeline *p, pid_t *pids)
{
	int in = -1, n = 0;

	for (; n < p->n; n++) {
		int last = n + 1 == p->n, fds[2] = { -1, -1 };

		if (!last && pipe(fds) < 0)
			break;
		pids[n] = fork();
		if (pids[n] == 0) {
			if (fds[0] >= 0)
				close(fds[0]);
			child(sh, &p->command[n], in, fds[1]);
		}
		if (in >= 0)
			close(in);
		if (fds[1] >= 0)
			close(fds[1]);
		in = fds[0];
		if (pids[n] < 0)
			break;
	}
	if (in >= 0)
		close(in);
	return n;
}

int run_pipeline(struct shell *sh, const struct pipeline *p, int background)
{
	pid_t pids[COMMANDS_MAX];
	int status = 0, started;

	if (p->n == 1 && !background && run_builtin(sh, &p->command[0], &status))
		return status;
	started = start(sh, p, pids);
	if (started < p->n)
		dprintf(2, "sh: cannot start %s: %s\n", p->command[started].argv[0], strerrorname(errno));
	for (int i = 0; i < started && !background; i++)
		status = status_of(pids[i]);
	return started < p->n ? STATUS_CANNOT : status;
}
