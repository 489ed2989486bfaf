/* The last reader goes while a writer waits: the write ends. */
#include "test.h"

static char buffer[PIPE_BYTES];

int main(void)
{
	int fds[2];
	pid_t pid;

	CHECK(pipe(fds) == 0 && write(fds[1], buffer, PIPE_BYTES) == PIPE_BYTES);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		CHECK(close(fds[0]) == 0);
		CHECK_ERROR(write(fds[1], "x", 1), EPIPE); /* waits first */
		_exit(0);
	}
	CHECK(sleep_ms(1) == 0);
	CHECK(close(fds[0]) == 0);
	CHECK(test_wait(pid) == 0);
	return 0;
}
