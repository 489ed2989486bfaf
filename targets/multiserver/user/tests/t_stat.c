/* What stat, fstat, statfs and utime say and set. */
#include "test.h"

int main(void)
{
	struct vfs_stat st, other;
	struct vfs_statfs fs, later;
	int fds[2], fd;

	CHECK(statfs(&fs) == 0);
	CHECK(fs.block_bytes == DISK_BLOCK && fs.name_max == NAME_MAX_BYTES && fs.blocks_free < fs.blocks);
	test_make_file("/tmp/stat", "12345", 5);
	CHECK(stat("/tmp/stat", &st) == 0);
	CHECK(st.mode == (S_IFREG | 0644) && st.nlink == 1 && st.size == 5 && st.blocks == 1 && st.mtime_ms > 0);
	CHECK(statfs(&later) == 0 && later.inodes_free == fs.inodes_free - 1);
	fd = open("/tmp/stat", O_RDONLY);
	CHECK(fd >= 0 && fstat(fd, &other) == 0 && !memcmp(&st, &other, sizeof(st)));
	CHECK(utime_ms("/tmp/stat", 12345) == 0 && fstat(fd, &other) == 0 && other.mtime_ms == 12345);
	CHECK_ERROR(utime_ms("/tmp/none", 1), ENOENT);
	CHECK(stat("/bin", &st) == 0 && (st.mode & S_IFMT) == S_IFDIR && st.size % 32 == 0);
	CHECK(stat("/dev/null", &st) == 0 && (st.mode & S_IFMT) == S_IFCHR);
	CHECK(fstat(1, &st) == 0 && (st.mode & S_IFMT) == S_IFCHR);
	CHECK(pipe(fds) == 0 && write(fds[1], "abc", 3) == 3);
	CHECK(fstat(fds[0], &st) == 0 && (st.mode & S_IFMT) == S_IFIFO && st.size == 3);
	CHECK_ERROR(fstat(66, &st), EBADF);
	CHECK(unlink("/tmp/stat") == 0);
	return 0;
}
