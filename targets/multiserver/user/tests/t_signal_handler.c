/* A handler runs once for each signal and leaves the interrupted program as it was. */
#include "test.h"

static volatile int calls, last;

static void handler(int signal)
{
	calls++;
	last = signal;
}

int main(void)
{
	uint64_t a = 0x1122334455667788, b = 42, c = 7;

	CHECK(signal(SIGUSR1, handler) == SIG_DEFAULT);
	CHECK(signal(SIGUSR1, handler) == handler);
	CHECK(raise(SIGUSR1) == 0 && calls == 1 && last == SIGUSR1);
	CHECK(raise(SIGUSR1) == 0 && calls == 2);
	__asm__ volatile("" : "+r"(a), "+r"(b), "+r"(c));
	CHECK(kill(getpid(), SIGUSR1) == 0 && calls == 3);
	CHECK(a == 0x1122334455667788 && b == 42 && c == 7);
	CHECK(signal(SIGUSR2, handler) == SIG_DEFAULT && raise(SIGUSR2) == 0 && last == SIGUSR2);
	CHECK_ERROR(signal(SIGKILL, handler), EINVAL);
	CHECK_ERROR(signal(0, handler), EINVAL);
	CHECK_ERROR(signal(NSIG, handler), EINVAL);
	CHECK_ERROR(signal(SIGUSR1, (sighandler_t)4096), EFAULT);
	CHECK(signal(SIGUSR1, SIG_DEFAULT) == handler);
	return 0;
}
