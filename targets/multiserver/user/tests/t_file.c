/* A file: made, written, read back at any place, and gone. */
#include "test.h"

int main(void)
{
	char buffer[16] = "";
	int fd = open("/tmp/file", O_RDWR | O_CREAT | O_EXCL, 0600);

	CHECK(fd > 2);
	CHECK(write(fd, "hello world", 11) == 11);
	CHECK(read(fd, buffer, sizeof(buffer)) == 0);
	CHECK(lseek(fd, 6, SEEK_SET) == 6);
	CHECK(read(fd, buffer, sizeof(buffer)) == 5 && !memcmp(buffer, "world", 5));
	CHECK(lseek(fd, -5, SEEK_CUR) == 6 && write(fd, "W", 1) == 1);
	CHECK(write(fd, buffer, 0) == 0);
	CHECK(close(fd) == 0);
	test_file_is("/tmp/file", "hello World");
	CHECK_ERROR(close(fd), EBADF);
	CHECK_ERROR(read(fd, buffer, 1), EBADF);
	CHECK_ERROR(write(fd, buffer, 1), EBADF);
	CHECK_ERROR(read(-1, buffer, 1), EBADF);
	CHECK_ERROR(read(OPEN_MAX, buffer, 1), EBADF);
	CHECK(unlink("/tmp/file") == 0);
	test_no_file("/tmp/file");
	return 0;
}
