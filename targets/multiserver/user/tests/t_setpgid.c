/* Process groups: who may change whose. */
#include "test.h"

static void in_child(void)
{
	CHECK(setpgid(0, 0) == 0 && getpgrp() == getpid());
	CHECK_ERROR(setpgid(getppid(), 0), ESRCH);
}

int main(void)
{
	pid_t pid;

	CHECK(getpgrp() > 0);
	CHECK(test_in_child(in_child) == 0);
	CHECK_ERROR(setpgid(0, 29999), EPERM);
	CHECK_ERROR(setpgid(0, -1), EINVAL);
	CHECK_ERROR(setpgid(-1, 0), EINVAL);
	CHECK_ERROR(setpgid(29999, 0), ESRCH);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0)
		for (;;)
			sleep_ms(100);
	CHECK(setpgid(pid, pid) == 0);
	CHECK(setpgid(pid, getpgrp()) == 0);
	CHECK(kill(pid, SIGKILL) == 0 && test_wait(pid) == SIGKILL);
	return 0;
}
