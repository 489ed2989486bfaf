/* waitpid's ways to name children, and its errors. */
#include "test.h"

static pid_t child(int status)
{
	pid_t pid = fork();

	CHECK(pid >= 0);
	if (pid == 0)
		_exit(status);
	return pid;
}

int main(void)
{
	pid_t a, b, c, got[2];
	int s = 0, fds[2];
	char byte;

	CHECK_ERROR(waitpid(-1, NULL, 0), ECHILD);
	CHECK_ERROR(waitpid(1, NULL, 0), ECHILD);
	a = child(1);
	b = child(2);
	CHECK_ERROR(waitpid(a, &s, 64), EINVAL);
	CHECK(waitpid(b, &s, 0) == b && WEXITSTATUS(s) == 2);
	CHECK(waitpid(0, &s, 0) == a && WEXITSTATUS(s) == 1);
	CHECK_ERROR(waitpid(a, &s, 0), ECHILD);

	a = child(3);
	b = child(4);
	got[0] = waitpid(-1, &s, 0);
	got[1] = waitpid(-1, &s, 0);
	CHECK((got[0] == a && got[1] == b) || (got[0] == b && got[1] == a));

	CHECK(pipe(fds) == 0);
	c = fork();
	CHECK(c >= 0);
	if (c == 0) {
		close(fds[1]);
		read(fds[0], &byte, 1);
		_exit(5);
	}
	CHECK(setpgid(c, 0) == 0);
	CHECK_ERROR(waitpid(0, &s, 0), ECHILD);
	CHECK(close(fds[1]) == 0);
	CHECK(waitpid(-c, &s, 0) == c && WEXITSTATUS(s) == 5);
	return 0;
}
