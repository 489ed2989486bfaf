/* A child that runs a new program is out of its parent's reach. */
#include "test.h"

int main(int argc, char **argv)
{
	struct pm_procinfo info;
	int fds[2], i = 0;
	pid_t pid;
	char c;

	(void)argv;
	if (argc > 1)
		return (int)read(0, &c, 1); /* until the parent lets go of the pipe */
	CHECK(pipe(fds) == 0);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		CHECK(dup2(fds[0], 0) == 0 && close(fds[1]) == 0);
		execv("/tests/t_setpgid_execed", (char *[]){ "x", "x", NULL });
		_exit(1);
	}
	for (; i < 50; i++) {
		CHECK(procinfo((unsigned)i, &info) == 0);
		if (info.pid == pid)
			break;
	}
	CHECK(i < 50 && sleep_ms(8) == 0);
	CHECK_ERROR(setpgid(pid, pid), EACCES);
	CHECK(close(fds[1]) == 0);
	CHECK(test_wait(pid) == 0);
	return 0;
}
