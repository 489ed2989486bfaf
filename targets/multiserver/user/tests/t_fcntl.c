/* Flags of descriptors and open files; close-on-exec. */
#include "test.h"

int main(int argc, char **argv)
{
	int fd, fds[2], high;
	char c;

	(void)argv;
	if (argc > 1) { /* the new program: 5 is closed, 6 is not */
		CHECK_ERROR(fcntl(5, F_GETFD, 0), EBADF);
		CHECK(fcntl(6, F_GETFD, 0) == 0);
		return 0;
	}
	fd = open("/dev/null", O_RDWR | O_CLOEXEC);
	CHECK(fd >= 0 && fcntl(fd, F_GETFD, 0) == FD_CLOEXEC);
	CHECK(fcntl(fd, F_SETFD, 0) == 0 && fcntl(fd, F_GETFD, 0) == 0);
	CHECK(fcntl(fd, F_GETFL, 0) == O_RDWR);
	CHECK(fcntl(fd, F_SETFL, O_APPEND | O_WRONLY) == 0 && fcntl(fd, F_GETFL, 0) == (O_RDWR | O_APPEND));
	high = fcntl(fd, F_DUPFD, 10);
	CHECK(high >= 10 && close(high) == 0);
	CHECK_ERROR(fcntl(fd, F_DUPFD, OPEN_MAX), EINVAL);
	CHECK_ERROR(fcntl(fd, 99, 0), EINVAL);
	CHECK_ERROR(fcntl(18, F_GETFD, 0), EBADF);

	CHECK(pipe(fds) == 0 && fcntl(fds[0], F_SETFL, O_NONBLOCK) == 0);
	CHECK_ERROR(read(fds[0], &c, 1), EAGAIN);
	CHECK(close(fds[0]) == 0 && close(fds[1]) == 0);

	CHECK(dup2(fd, 5) == 5 && dup2(fd, 6) == 6 && fcntl(5, F_SETFD, FD_CLOEXEC) == 0);
	execv("/tests/t_fcntl", (char *[]){ "t_fcntl", "again", NULL });
	CHECK(0);
}
