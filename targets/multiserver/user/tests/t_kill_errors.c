/* kill that reaches nobody, and signal 0, which only asks. */
#include "test.h"

int main(void)
{
	int fds[2];
	pid_t pid;
	char c;

	CHECK_ERROR(kill(29999, SIGTERM), ESRCH);
	CHECK_ERROR(kill(-29999, SIGTERM), ESRCH);
	CHECK_ERROR(kill(getpid(), NSIG), EINVAL);
	CHECK_ERROR(kill(getpid(), -1), EINVAL);
	CHECK_ERROR(kill(1, SIGKILL), EPERM);
	CHECK(kill(1, 0) == 0);
	CHECK(kill(1, SIGTERM) == 0); /* pid 1 has no default actions */
	CHECK(kill(getpid(), 0) == 0);
	CHECK(pipe(fds) == 0);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0)
		_exit(0);
	CHECK(close(fds[1]) == 0 && read(fds[0], &c, 1) == 0); /* until the child has ended */
	CHECK(kill(pid, SIGKILL) == 0);                        /* a zombie: there, and beyond harm */
	CHECK(test_wait(pid) == 0);
	CHECK_ERROR(kill(pid, 0), ESRCH);
	return 0;
}
