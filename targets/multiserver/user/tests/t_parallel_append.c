/* Several processes append to one file: no record is lost or torn. */
#include "test.h"

#define WRITERS 3
#define RECORDS 10
#define BYTES 100

int main(void)
{
	char record[BYTES];
	int fd, counts[WRITERS] = { 0 };
	pid_t pids[WRITERS];

	test_make_file("/tmp/append", "", 0);
	for (int w = 0; w < WRITERS; w++) {
		pids[w] = fork();
		CHECK(pids[w] >= 0);
		if (pids[w])
			continue;
		fd = open("/tmp/append", O_WRONLY | O_APPEND);
		CHECK(fd >= 0);
		memset(record, 'a' + w, BYTES);
		for (int i = 0; i < RECORDS; i++)
			CHECK(write(fd, record, BYTES) == BYTES);
		_exit(0);
	}
	for (int w = 0; w < WRITERS; w++)
		CHECK(test_wait(pids[w]) == 0);
	fd = open("/tmp/append", O_RDONLY);
	CHECK(fd >= 0);
	while (read(fd, record, BYTES) == BYTES) {
		CHECK(record[0] >= 'a' && record[0] < 'a' + WRITERS && record[BYTES - 1] == record[0]);
		counts[record[0] - 'a']++;
	}
	for (int w = 0; w < WRITERS; w++)
		CHECK(counts[w] == RECORDS);
	CHECK(close(fd) == 0 && unlink("/tmp/append") == 0);
	return 0;
}
