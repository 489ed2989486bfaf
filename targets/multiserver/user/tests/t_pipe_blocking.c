/* Readers wait for bytes, writers for room. */
#include "test.h"

#define TOTAL (3 * PIPE_BYTES + 100)

static char buffer[TOTAL];

int main(void)
{
	int fds[2], got = 0;
	pid_t pid;
	ssize_t n;

	CHECK(pipe(fds) == 0);
	/* A reader that is there first. */
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		char c[4];

		CHECK(close(fds[1]) == 0);
		CHECK(read(fds[0], c, 4) == 2 && c[0] == 'h');
		CHECK(read(fds[0], c, 4) == 0); /* waits until the writer closes */
		_exit(0);
	}
	CHECK(sleep_ms(1) == 0 && write(fds[1], "hi", 2) == 2 && sleep_ms(1) == 0);
	CHECK(close(fds[0]) == 0 && close(fds[1]) == 0 && test_wait(pid) == 0);

	/* A writer with more than there is room for. */
	CHECK(pipe(fds) == 0);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		CHECK(close(fds[0]) == 0);
		for (unsigned i = 0; i < TOTAL; i++)
			buffer[i] = (char)(i % 251);
		CHECK(write(fds[1], buffer, TOTAL) == TOTAL);
		CHECK(write(fds[1], buffer, 1000) == 1000);
		_exit(0);
	}
	CHECK(close(fds[1]) == 0 && sleep_ms(1) == 0);
	while ((n = read(fds[0], buffer, 1500)) > 0) {
		for (int i = 0; i < n; i += 100) {
			int at = got + i < TOTAL ? got + i : got + i - TOTAL;

			CHECK(buffer[i] == (char)(at % 251));
		}
		got += (int)n;
	}
	CHECK(n == 0 && got == TOTAL + 1000);
	CHECK(test_wait(pid) == 0);
	return 0;
}
