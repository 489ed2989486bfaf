/* A blocked signal waits until it is unblocked. */
#include "test.h"

static volatile int calls;

static void handler(int signal)
{
	(void)signal;
	calls++;
}

int main(void)
{
	uint32_t old = 99, pending = 99;

	CHECK(signal(SIGUSR1, handler) != SIG_ERROR);
	CHECK(sigprocmask(SIG_BLOCK, SIGBIT(SIGUSR1) | SIGBIT(SIGKILL), &old) == 0 && old == 0);
	CHECK(sigpending(&pending) == 0 && pending == 0);
	CHECK(raise(SIGUSR1) == 0 && raise(SIGUSR1) == 0 && calls == 0);
	CHECK(sigpending(&pending) == 0 && pending == SIGBIT(SIGUSR1));
	CHECK(sigprocmask(SIG_UNBLOCK, SIGBIT(SIGUSR1), &old) == 0 && old == SIGBIT(SIGUSR1));
	CHECK(calls == 1);
	CHECK(sigprocmask(SIG_SETMASK, SIGBIT(SIGUSR1), NULL) == 0 && raise(SIGUSR1) == 0);
	CHECK(signal(SIGUSR1, SIG_IGNORE) == handler); /* ignoring drops what is pending */
	CHECK(sigpending(&pending) == 0 && pending == 0);
	CHECK(sigprocmask(SIG_SETMASK, 0, NULL) == 0 && calls == 1);
	CHECK_ERROR(sigprocmask(3, 0, NULL), EINVAL);
	return 0;
}
