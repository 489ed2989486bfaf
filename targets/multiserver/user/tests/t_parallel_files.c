/* Processes that write, read and remove files of their own at the same time. */
#include "test.h"

#define WORKERS 4
#define BLOCKS 24

static void work(int number)
{
	static char buffer[1024];
	char name[32];
	int fd;

	snprintf(name, sizeof(name), "/tmp/parallel%d", number);
	fd = open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
	CHECK(fd >= 0);
	for (int i = 0; i < BLOCKS; i++) {
		memset(buffer, number * 32 + i, sizeof(buffer));
		CHECK(write(fd, buffer, sizeof(buffer)) == sizeof(buffer));
	}
	if (number == 0)
		CHECK(sync() == 0);
	CHECK(lseek(fd, 0, SEEK_SET) == 0);
	for (int i = 0; i < BLOCKS; i++) {
		CHECK(read(fd, buffer, sizeof(buffer)) == sizeof(buffer));
		CHECK(buffer[0] == (char)(number * 32 + i) && buffer[1023] == buffer[0]);
	}
	CHECK(close(fd) == 0 && unlink(name) == 0);
}

int main(void)
{
	pid_t pids[WORKERS];

	for (int i = 0; i < WORKERS; i++) {
		pids[i] = fork();
		CHECK(pids[i] >= 0);
		if (pids[i] == 0) {
			work(i);
			_exit(0);
		}
	}
	for (int i = 0; i < WORKERS; i++)
		CHECK(test_wait(pids[i]) == 0);
	return 0;
}
