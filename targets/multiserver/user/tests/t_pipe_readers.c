/* Several readers wait at one pipe: each byte goes to one of them, the end to all. */
#include "test.h"

#define READERS 3

int main(void)
{
	int fds[2], result[2], sum = 0, n = 0;
	unsigned char c;

	CHECK(pipe(fds) == 0 && pipe(result) == 0);
	for (int r = 0; r < READERS; r++) {
		pid_t pid = fork();

		CHECK(pid >= 0);
		if (pid)
			continue;
		CHECK(close(fds[1]) == 0);
		while (read(fds[0], &c, 1) == 1)
			CHECK(write(result[1], &c, 1) == 1);
		_exit(0);
	}
	CHECK(sleep_ms(1) == 0); /* all of them wait now */
	CHECK(close(fds[0]) == 0 && close(result[1]) == 0);
	CHECK(write(fds[1], "\1\2\4\10\20\40", 6) == 6);
	CHECK(close(fds[1]) == 0);
	while (read(result[0], &c, 1) == 1) {
		sum += c;
		n++;
	}
	CHECK(n == 6 && sum == 63);
	for (int r = 0; r < READERS; r++)
		CHECK(waitpid(-1, NULL, 0) > 0);
	return 0;
}
