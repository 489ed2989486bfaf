/* Several writers at once: each record arrives in one piece, none is lost. */
#include "test.h"

#define WRITERS 4
#define RECORDS 6
#define BYTES 900

static char record[BYTES];

int main(void)
{
	int fds[2], counts[WRITERS] = { 0 };
	pid_t pids[WRITERS];

	CHECK(pipe(fds) == 0);
	for (int w = 0; w < WRITERS; w++) {
		pids[w] = fork();
		CHECK(pids[w] >= 0);
		if (pids[w])
			continue;
		memset(record, 'a' + w, BYTES);
		for (int i = 0; i < RECORDS; i++)
			CHECK(write(fds[1], record, BYTES) == BYTES);
		_exit(0);
	}
	CHECK(close(fds[1]) == 0);
	for (int i = 0; i < WRITERS * RECORDS; i++) {
		size_t have = 0;

		while (have < BYTES) {
			ssize_t n = read(fds[0], record + have, BYTES - have);

			CHECK(n > 0);
			have += (size_t)n;
		}
		CHECK(record[0] >= 'a' && record[0] < 'a' + WRITERS);
		CHECK(record[BYTES / 2] == record[0] && record[BYTES - 1] == record[0]);
		counts[record[0] - 'a']++;
	}
	CHECK(read(fds[0], record, 1) == 0);
	for (int w = 0; w < WRITERS; w++)
		CHECK(counts[w] == RECORDS && test_wait(pids[w]) == 0);
	return 0;
}
