/* The process table is finite: fork says so, and everything works again when the children are gone. */
#include "test.h"

int main(void)
{
	int fds[2], n = 0;
	pid_t pid;
	char c;

	CHECK(pipe(fds) == 0);
	while ((pid = fork()) > 0) {
		n++;
		CHECK(n <= NUSER);
	}
	if (pid == 0) {
		close(fds[1]);
		_exit((int)read(fds[0], &c, 1)); /* until every writer is gone */
	}
	CHECK(errno == EAGAIN || errno == ENOMEM);
	CHECK(n > 16);
	CHECK(close(fds[1]) == 0);
	for (; n; n--)
		CHECK(waitpid(-1, NULL, 0) > 0);
	CHECK_ERROR(waitpid(-1, NULL, 0), ECHILD);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0)
		_exit(9);
	CHECK(test_wait(pid) == 9 << 8);
	return 0;
}
