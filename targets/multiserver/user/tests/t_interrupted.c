/* A handler interrupts a call that waits in VFS, as it does one in PM. */
#include "test.h"

static volatile int calls;

static void handler(int signal)
{
	(void)signal;
	calls++;
}

int main(void)
{
	static char buffer[2 * PIPE_BYTES];
	int fds[2];
	char c;

	CHECK(pipe(fds) == 0 && signal(SIGALRM, handler) != SIG_ERROR);
	CHECK(alarm_ms(8) == 0);
	CHECK_ERROR(read(fds[0], &c, 1), EINTR);
	CHECK(calls == 1);
	CHECK(alarm_ms(8) == 0);
	CHECK(write(fds[1], buffer, sizeof(buffer)) == PIPE_BYTES); /* what went in before */
	CHECK(calls == 2 && alarm_ms(8) == 0);
	CHECK_ERROR(write(fds[1], "x", 1), EINTR);
	CHECK(calls == 3);
	/* A signal that comes while nothing waits interrupts nothing. */
	CHECK(kill(getpid(), SIGALRM) == 0 && calls == 4);
	CHECK(read(fds[0], &c, 1) == 1);
	return 0;
}
