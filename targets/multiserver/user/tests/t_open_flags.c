/* What open does with each of its flags. */
#include "test.h"

#define NAME "/tmp/open_flags"

int main(void)
{
	char c;
	int fd;

	CHECK_ERROR(open(NAME, O_RDONLY), ENOENT);
	test_make_file(NAME, "abc", 3);
	CHECK_ERROR(open(NAME, O_WRONLY | O_CREAT | O_EXCL, 0644), EEXIST);
	fd = open(NAME, O_WRONLY | O_CREAT, 0644);
	CHECK(fd >= 0 && write(fd, "X", 1) == 1);
	CHECK_ERROR(read(fd, &c, 1), EBADF);
	CHECK(close(fd) == 0);
	test_file_is(NAME, "Xbc");
	fd = open(NAME, O_WRONLY | O_APPEND);
	CHECK(fd >= 0 && write(fd, "d", 1) == 1 && lseek(fd, 0, SEEK_SET) == 0 && write(fd, "e", 1) == 1);
	CHECK(close(fd) == 0);
	test_file_is(NAME, "Xbcde");
	fd = open(NAME, O_RDONLY);
	CHECK(fd >= 0);
	CHECK_ERROR(write(fd, "x", 1), EBADF);
	CHECK_ERROR(ftruncate(fd, 0), EBADF);
	CHECK(close(fd) == 0);
	CHECK(close(open(NAME, O_RDWR | O_TRUNC)) == 0);
	test_file_is(NAME, "");
	CHECK_ERROR(open(NAME, O_RDONLY | O_DIRECTORY), ENOTDIR);
	CHECK_ERROR(open("/tmp", O_WRONLY), EISDIR);
	CHECK_ERROR(open("/tmp", O_RDONLY | O_CREAT, 0644), EISDIR);
	CHECK_ERROR(open("/tmp/none/", O_WRONLY | O_CREAT, 0644), EISDIR);
	CHECK_ERROR(open("/tmp/x", O_CREAT | O_DIRECTORY, 0644), EINVAL);
	CHECK_ERROR(open(NAME, O_ACCMODE), EINVAL);
	CHECK_ERROR(open(NAME, 1 << 30), EINVAL);
	CHECK(unlink(NAME) == 0);
	return 0;
}
