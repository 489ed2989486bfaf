/* The end of a child is a signal to its parent, also while the parent sleeps. */
#include "test.h"

static volatile pid_t reaped;
static volatile int status;

static void handler(int signal)
{
	int s = 0;

	(void)signal;
	reaped = waitpid(-1, &s, WNOHANG);
	status = s;
}

int main(void)
{
	pid_t pid;

	CHECK(signal(SIGCHLD, handler) != SIG_ERROR);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		sleep_ms(10);
		_exit(21);
	}
	CHECK_ERROR(sleep_ms(100), EINTR);
	CHECK(reaped == pid && WEXITSTATUS(status) == 21);
	CHECK_ERROR(waitpid(pid, NULL, 0), ECHILD);
	return 0;
}
