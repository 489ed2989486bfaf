/* The tables of open files and of pipes are finite, and shared by all. */
#include "test.h"

static int hold[2], report[2];

/* Opens what it can, says what stopped it, and keeps all of it until the parent lets go. */
static void hog(int pipes)
{
	int fds[2], error;
	char c;

	CHECK(close(hold[1]) == 0 && close(report[0]) == 0);
	do
		error = (pipes ? pipe(fds) : open("/dev/zero", O_RDONLY)) < 0 ? errno : 0;
	while (!error);
	c = (char)error;
	write(report[1], &c, 1);
	read(hold[0], &c, 1);
}

/* Starts hogs until one is stopped by the table, then by more than that in this process. */
static void fill(int pipes)
{
	int n = 0, fds[2];
	char error = 0;

	CHECK(pipe(hold) == 0 && pipe(report) == 0);
	while (error != ENFILE) {
		pid_t pid = fork();

		CHECK(pid >= 0 && n < 12);
		if (pid == 0) {
			hog(pipes);
			_exit(0);
		}
		n++;
		CHECK(read(report[0], &error, 1) == 1);
		CHECK(error == ENFILE || error == EMFILE);
	}
	if (pipes)
		CHECK_ERROR(pipe(fds), ENFILE);
	else
		CHECK_ERROR(open("/dev/null", O_RDONLY), ENFILE);
	CHECK(close(hold[0]) == 0 && close(hold[1]) == 0 && close(report[0]) == 0 && close(report[1]) == 0);
	for (; n; n--)
		CHECK(waitpid(-1, NULL, 0) > 0);
}

int main(void)
{
	int fds[2];

	fill(0);
	fill(1);
	CHECK(pipe(fds) == 0);
	return 0;
}
