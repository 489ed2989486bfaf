/* Positions: where lseek goes and where it does not; holes read as zeros. */
#include "test.h"

int main(void)
{
	char buffer[8];
	int fd = open("/tmp/lseek", O_RDWR | O_CREAT | O_TRUNC, 0600), dir = open("/tmp", O_RDONLY), fds[2];
	struct vfs_stat st;

	CHECK(fd >= 0 && dir >= 0);
	CHECK(write(fd, "ab", 2) == 2);
	CHECK(lseek(fd, 5000, SEEK_END) == 5002 && lseek(fd, 0, SEEK_CUR) == 5002);
	CHECK(read(fd, buffer, 1) == 0);
	CHECK(write(fd, "z", 1) == 1);
	CHECK(fstat(fd, &st) == 0 && st.size == 5003 && st.blocks == 2);
	CHECK(lseek(fd, 2500, SEEK_SET) == 2500 && read(fd, buffer, 8) == 8);
	CHECK(!memcmp(buffer, "\0\0\0\0\0\0\0\0", 8));
	CHECK(lseek(fd, -1, SEEK_END) == 5002 && read(fd, buffer, 8) == 1 && buffer[0] == 'z');
	CHECK_ERROR(lseek(fd, -1, SEEK_SET), EINVAL);
	CHECK_ERROR(lseek(fd, 0, 3), EINVAL);
	CHECK_ERROR(lseek(fd, 1l << 40, SEEK_SET), EINVAL);
	CHECK_ERROR(lseek(fd, -(1l << 40), SEEK_SET), EINVAL);
	CHECK_ERROR(lseek(99, 0, SEEK_SET), EBADF);
	CHECK_ERROR(lseek(dir, 5, SEEK_SET), EINVAL);
	CHECK(lseek(dir, 32, SEEK_SET) == 32);
	CHECK(pipe(fds) == 0);
	CHECK_ERROR(lseek(fds[0], 0, SEEK_SET), ESPIPE);
	CHECK_ERROR(lseek(0, 0, SEEK_SET), ESPIPE); /* the console */
	CHECK(unlink("/tmp/lseek") == 0);
	return 0;
}
