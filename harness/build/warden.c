/*
 * The command gets a session and a process group of its own. Processes that leave the group and lose their parent become
 * children of the warden (it is a subreaper), so killing children until there are none gets all of them.
 */
#include "harness/build/warden.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { CANNOT_START = 127, MANNERS_S = 2, KILLING_S = 5 };

static time_t now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

static _Noreturn void be_the_command(const struct warden *warden)
{
	char *const argv[] = { "sh", "-c", (char *)warden->command, NULL };
	int nothing = open("/dev/null", O_RDONLY);

	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* should the warden itself be killed */
	if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(warden->output, 1) < 0 || dup2(warden->output, 2) < 0)
		_exit(CANNOT_START);
	if (nothing > 2)
		close(nothing);
	sigprocmask(SIG_SETMASK, &warden->mask, NULL);
	execve("/bin/sh", argv, environ);
	_exit(CANNOT_START);
}

static void kill_children(void)
{
	char text[4096];
	int fd = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
	ssize_t size = fd >= 0 ? read(fd, text, sizeof text) : 0;
	pid_t pid = 0;

	for (ssize_t i = 0; i < size; i++) {
		if (text[i] >= '0' && text[i] <= '9') {
			pid = pid * 10 + (text[i] - '0');
			continue;
		}
		if (pid > 1)
			kill(pid, SIGKILL);
		pid = 0;
	}
	if (fd >= 0)
		close(fd);
}

/* Reaps until there is no child left, killing. What cannot be killed (another user's) is left after a while. */
static void end_all(pid_t group)
{
	const struct timespec pause = { .tv_nsec = 5000000 };
	time_t limit = now_s() + KILLING_S;

	for (;;) {
		pid_t pid = waitpid(-1, NULL, WNOHANG);

		if (pid > 0 || (pid < 0 && errno == EINTR))
			continue;
		if (pid < 0 || now_s() > limit)
			return;
		kill(-group, SIGKILL);
		kill_children();
		nanosleep(&pause, NULL);
	}
}

/* 1: the shell has ended with *raw. Others that ended are reaped too. */
static int shell_has_ended(pid_t shell, int *raw)
{
	int status;

	for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
		if (pid == shell) {
			*raw = status;
			return 1;
		}
	return 0;
}

_Noreturn void warden_run(const struct warden *warden)
{
	const struct timespec manners = { .tv_sec = MANNERS_S };
	sigset_t wanted;
	pid_t shell;
	int raw = SIGKILL; /* as if killed by it */

	sigemptyset(&wanted);
	sigaddset(&wanted, SIGCHLD);
	sigaddset(&wanted, SIGTERM);
	signal(SIGCHLD, SIG_DFL); /* an ignored one would reap the shell */
	setsid();
	if (prctl(PR_SET_PDEATHSIG, SIGTERM) < 0 || prctl(PR_SET_CHILD_SUBREAPER, 1) < 0 || getppid() != warden->parent)
		_exit(CANNOT_START);
	shell = fork();
	if (shell == 0)
		be_the_command(warden);
	if (shell < 0)
		_exit(CANNOT_START);
	setpgid(shell, shell);
	close(warden->output);
	while (!shell_has_ended(shell, &raw))
		if (sigwaitinfo(&wanted, NULL) == SIGTERM) {
			kill(-shell, SIGTERM); /* make deletes what is half done */
			for (time_t limit = now_s() + MANNERS_S; kill(-shell, 0) == 0 && now_s() < limit;)
				if (sigtimedwait(&wanted, NULL, &manners) == SIGCHLD)
					shell_has_ended(shell, &raw);
			break;
		}
	end_all(shell);
	_exit(WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw));
}
