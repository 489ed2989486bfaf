/* Signals to a group, to one's own group, to everybody. */
#include "test.h"

static pid_t sleeper(pid_t group)
{
	pid_t pid = fork();

	CHECK(pid >= 0);
	if (pid == 0)
		for (;;)
			sleep_ms(1000);
	CHECK(setpgid(pid, group) == 0);
	return pid;
}

static volatile int heard;

static void on_usr1(int signal)
{
	heard += signal == SIGUSR1;
}

int main(void)
{
	pid_t a = sleeper(0), b = sleeper(a), c = sleeper(0);

	CHECK(kill(-a, SIGTERM) == 0);
	CHECK(test_wait(a) == SIGTERM && test_wait(b) == SIGTERM);
	CHECK(waitpid(c, NULL, WNOHANG) == 0);
	CHECK_ERROR(kill(-a, SIGTERM), ESRCH);

	CHECK(signal(SIGUSR1, on_usr1) == SIG_DEFAULT);
	CHECK(setpgid(0, 0) == 0 && setpgid(c, getpid()) == 0);
	CHECK(kill(0, SIGUSR1) == 0);
	CHECK(heard == 1);
	CHECK(test_wait(c) == SIGUSR1); /* forked before the handler was there */

	a = sleeper(0);
	b = sleeper(0);
	CHECK(kill(-1, SIGKILL) == 0);
	CHECK(test_wait(a) == SIGKILL && test_wait(b) == SIGKILL);
	return 0;
}
