/* The longest file, and one byte more. */
#include "test.h"

#define MAX_BYTES ((9l + 256 + 256 * 256) * 1024)

int main(void)
{
	int fd = open("/tmp/file_max", O_RDWR | O_CREAT | O_TRUNC, 0600);
	char c = 0;

	CHECK(fd >= 0);
	CHECK(lseek(fd, MAX_BYTES - 1, SEEK_SET) == MAX_BYTES - 1);
	CHECK(write(fd, "x", 1) == 1);
	CHECK_ERROR(write(fd, "x", 1), EFBIG);
	CHECK_ERROR(lseek(fd, MAX_BYTES + 1, SEEK_SET), EINVAL);
	CHECK_ERROR(ftruncate(fd, MAX_BYTES + 1), EFBIG);
	CHECK(lseek(fd, -1, SEEK_END) == MAX_BYTES - 1 && read(fd, &c, 1) == 1 && c == 'x');
	CHECK(ftruncate(fd, MAX_BYTES) == 0);
	CHECK(close(fd) == 0 && unlink("/tmp/file_max") == 0);
	return 0;
}
