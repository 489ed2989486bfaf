/* A process has so many descriptors and no more. */
#include "test.h"

int main(void)
{
	int n = 0, fd, fds[2];

	while ((fd = open("/dev/null", O_RDONLY)) >= 0) {
		CHECK(fd == 3 + n);
		n++;
	}
	CHECK(errno == EMFILE && n == OPEN_MAX - 3);
	CHECK_ERROR(dup(0), EMFILE);
	CHECK_ERROR(pipe(fds), EMFILE);
	CHECK_ERROR(fcntl(0, F_DUPFD, 5), EMFILE);
	CHECK(close(7) == 0);
	CHECK_ERROR(pipe(fds), EMFILE); /* one is not enough */
	CHECK(open("/dev/null", O_RDONLY) == 7);
	return 0;
}
