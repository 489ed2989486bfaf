/* A file without a name lives as long as somebody has it open. */
#include "test.h"

static uint32_t blocks_free(void)
{
	struct vfs_statfs st;

	CHECK(statfs(&st) == 0);
	return st.blocks_free;
}

int main(void)
{
	char buffer[8] = "";
	struct vfs_stat st;
	uint32_t before = blocks_free();
	int fd = open("/tmp/unlink_open", O_RDWR | O_CREAT, 0600);
	pid_t pid;

	CHECK(fd >= 0 && write(fd, "still", 5) == 5);
	CHECK(unlink("/tmp/unlink_open") == 0);
	test_no_file("/tmp/unlink_open");
	CHECK(fstat(fd, &st) == 0 && st.nlink == 0 && st.size == 5);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		/* The position is shared with the parent. */
		CHECK(lseek(fd, 0, SEEK_SET) == 0 && read(fd, buffer, 2) == 2);
		_exit(0);
	}
	CHECK(test_wait(pid) == 0);
	CHECK(read(fd, buffer, 8) == 3 && !memcmp(buffer, "ill", 3));
	test_make_file("/tmp/unlink_open", "other", 5); /* a new file of the same name */
	CHECK(lseek(fd, 0, SEEK_SET) == 0 && read(fd, buffer, 8) == 5 && !memcmp(buffer, "still", 5));
	CHECK(blocks_free() == before - 2);
	CHECK(close(fd) == 0 && blocks_free() == before - 1);
	CHECK(unlink("/tmp/unlink_open") == 0 && blocks_free() == before);
	return 0;
}
