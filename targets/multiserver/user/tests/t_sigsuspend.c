/* sigsuspend: waits for a signal with another mask, and puts the old one back. */
#include "test.h"

static volatile int calls;

static void handler(int signal)
{
	(void)signal;
	calls++;
}

int main(void)
{
	pid_t self = getpid(), pid;
	uint32_t mask;

	CHECK(signal(SIGUSR1, handler) != SIG_ERROR && signal(SIGUSR2, handler) != SIG_ERROR);
	CHECK(sigprocmask(SIG_BLOCK, SIGBIT(SIGUSR1), NULL) == 0);
	/* One that is pending already. */
	CHECK(raise(SIGUSR1) == 0 && calls == 0);
	CHECK_ERROR(sigsuspend(0), EINTR);
	CHECK(calls == 1);
	/* One that comes later, from a child. */
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		sleep_ms(3);
		_exit(kill(self, SIGUSR1) < 0);
	}
	CHECK_ERROR(sigsuspend(SIGBIT(SIGUSR2)), EINTR);
	CHECK(calls == 2);
	CHECK(sigprocmask(SIG_SETMASK, 0, &mask) == 0 && mask == SIGBIT(SIGUSR1));
	CHECK(test_wait(pid) == 0);
	return 0;
}
