/* A child that runs a new program is out of its parent's reach. */
#include "test.h"

int main(int argc, char **argv)
{
	int to[2], from[2];
	pid_t pid;
	char c;

	(void)argv;
	if (argc > 1) { /* the new program: says that it runs, and waits until the parent lets go */
		CHECK(write(1, "x", 1) == 1);
		return (int)read(0, &c, 1);
	}
	CHECK(pipe(to) == 0 && pipe(from) == 0);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		CHECK(dup2(to[0], 0) == 0 && dup2(from[1], 1) == 1 && close(to[1]) == 0);
		execv("/tests/t_setpgid_execed", (char *[]){ "x", "x", NULL });
		_exit(1);
	}
	CHECK(close(from[1]) == 0 && read(from[0], &c, 1) == 1);
	CHECK_ERROR(setpgid(pid, pid), EACCES);
	CHECK(close(to[1]) == 0);
	CHECK(test_wait(pid) == 0);
	return 0;
}
