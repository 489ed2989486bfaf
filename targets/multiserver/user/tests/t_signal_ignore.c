/* What is ignored, by default and by wish, and what becomes of it at exec. */
#include "test.h"

static void handler(int signal)
{
	(void)signal;
	_exit(66);
}

static void new_program(void)
{
	CHECK(signal(SIGUSR1, SIG_IGNORE) != SIG_ERROR && signal(SIGUSR2, handler) != SIG_ERROR);
	execv("/tests/t_signal_ignore", (char *[]){ "t_signal_ignore", "again", NULL });
	_exit(1);
}

int main(int argc, char **argv)
{
	int fds[2];
	pid_t pid;
	char c;

	(void)argv;
	if (argc > 1) {
		CHECK(raise(SIGUSR1) == 0); /* still ignored */
		raise(SIGUSR2);             /* the handler was of the old program: default action */
		_exit(1);
	}
	CHECK(raise(SIGCHLD) == 0 && raise(SIGCONT) == 0);
	CHECK(signal(SIGTERM, SIG_IGNORE) == SIG_DEFAULT && raise(SIGTERM) == 0);
	CHECK(test_in_child(new_program) == SIGUSR2);
	/* Who ignores SIGCHLD has no zombies. */
	CHECK(signal(SIGCHLD, SIG_IGNORE) == SIG_DEFAULT);
	CHECK(pipe(fds) == 0);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0)
		_exit(0);
	CHECK(close(fds[1]) == 0 && read(fds[0], &c, 1) == 0); /* until the child has ended */
	CHECK_ERROR(waitpid(pid, NULL, 0), ECHILD);
	return 0;
}
