/* truncate and ftruncate: shorter, longer, and what they refuse. */
#include "test.h"

int main(void)
{
	struct vfs_stat st;
	int fds[2], fd;

	test_make_file("/tmp/truncate", "0123456789", 10);
	CHECK(truncate("/tmp/truncate", 4) == 0);
	test_file_is("/tmp/truncate", "0123");
	CHECK(truncate("/tmp/truncate", 6) == 0);
	CHECK(stat("/tmp/truncate", &st) == 0 && st.size == 6);
	test_file_is("/tmp/truncate", "0123"); /* then zeros */
	fd = open("/tmp/truncate", O_WRONLY);
	CHECK(fd >= 0 && ftruncate(fd, 0) == 0);
	CHECK(fstat(fd, &st) == 0 && st.size == 0 && st.blocks == 0);
	CHECK_ERROR(ftruncate(fd, -1), EINVAL);
	CHECK_ERROR(truncate("/tmp", 0), EISDIR);
	CHECK_ERROR(truncate("/dev/null", 0), EINVAL);
	CHECK_ERROR(truncate("/tmp/none", 0), ENOENT);
	CHECK(chmod("/tmp/truncate", 0400) == 0);
	CHECK_ERROR(truncate("/tmp/truncate", 0), EACCES);
	CHECK(pipe(fds) == 0);
	CHECK_ERROR(ftruncate(fds[1], 0), EINVAL);
	CHECK_ERROR(ftruncate(77, 0), EBADF);
	CHECK(unlink("/tmp/truncate") == 0);
	return 0;
}
