/* A pipe that nobody waits for: EAGAIN when there is nothing, and when there is no room. */
#include "test.h"

int main(void)
{
	static char buffer[PIPE_BYTES + 100];
	int fds[2];

	CHECK(pipe(fds) == 0);
	CHECK(fcntl(fds[0], F_SETFL, O_NONBLOCK) == 0 && fcntl(fds[1], F_SETFL, O_NONBLOCK) == 0);
	CHECK_ERROR(read(fds[0], buffer, 1), EAGAIN);
	CHECK(write(fds[1], buffer, sizeof(buffer)) == PIPE_BYTES); /* a part of a long one */
	CHECK_ERROR(write(fds[1], "x", 1), EAGAIN);
	CHECK_ERROR(write(fds[1], buffer, sizeof(buffer)), EAGAIN);
	CHECK(read(fds[0], buffer, 10) == 10);
	CHECK_ERROR(write(fds[1], buffer, 11), EAGAIN); /* whole or not at all */
	CHECK(write(fds[1], buffer, 10) == 10);
	CHECK_ERROR(read(fds[0], (void *)8, 5), EFAULT);
	CHECK(read(fds[0], buffer, sizeof(buffer)) == PIPE_BYTES);
	CHECK_ERROR(write(fds[1], (void *)8, 5), EFAULT);
	CHECK_ERROR(read(fds[0], buffer, 1), EAGAIN);
	return 0;
}
