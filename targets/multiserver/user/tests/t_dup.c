/* Descriptors that share one open file. */
#include "test.h"

int main(void)
{
	int fd = open("/tmp/dup", O_RDWR | O_CREAT | O_TRUNC, 0600), copy, third;
	char buffer[8] = "";

	CHECK(fd >= 0);
	copy = dup(fd);
	CHECK(copy > fd && write(fd, "ab", 2) == 2 && write(copy, "cd", 2) == 2);
	CHECK(lseek(fd, 0, SEEK_CUR) == 4);
	CHECK(dup2(fd, 15) == 15 && lseek(15, 1, SEEK_SET) == 1 && read(copy, buffer, 8) == 3);
	CHECK(dup2(fd, fd) == fd);
	CHECK(close(fd) == 0 && write(copy, "e", 1) == 1);
	third = open("/dev/null", O_WRONLY);
	CHECK(third == fd && dup2(third, 15) == 15); /* closes what 15 was */
	CHECK(write(15, "nothing", 7) == 7);
	test_file_is("/tmp/dup", "abcde");
	CHECK_ERROR(dup(18), EBADF);
	CHECK_ERROR(dup2(18, 3), EBADF);
	CHECK_ERROR(dup2(copy, OPEN_MAX), EBADF);
	CHECK_ERROR(dup2(copy, -1), EBADF);
	CHECK(unlink("/tmp/dup") == 0);
	return 0;
}
