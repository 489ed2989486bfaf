/* Directories are made, counted and removed. */
#include "test.h"

int main(void)
{
	struct vfs_stat st, parent;

	CHECK(stat("/tmp", &parent) == 0);
	CHECK(mkdir("/tmp/mkdir", 0755) == 0);
	CHECK_ERROR(mkdir("/tmp/mkdir", 0755), EEXIST);
	CHECK_ERROR(mkdir("/tmp/none/x", 0755), ENOENT);
	CHECK_ERROR(mkdir("/", 0755), EEXIST);
	CHECK(mkdir("/tmp/mkdir/a/", 0700) == 0 && mkdir("/tmp/mkdir/a/b", 0700) == 0);
	CHECK(stat("/tmp/mkdir", &st) == 0 && (st.mode & S_IFMT) == S_IFDIR && (st.mode & 0777) == 0755 &&
		st.nlink == 3);
	CHECK(stat("/tmp", &st) == 0 && st.nlink == parent.nlink + 1);
	CHECK_ERROR(rmdir("/tmp/mkdir"), ENOTEMPTY);
	CHECK_ERROR(rmdir("/tmp/mkdir/a/."), EINVAL);
	CHECK_ERROR(rmdir("/tmp/mkdir/a/b/.."), ENOTEMPTY);
	CHECK_ERROR(unlink("/tmp/mkdir/a"), EISDIR);
	CHECK_ERROR(rmdir("/"), EBUSY);
	CHECK_ERROR(rmdir("/tmp/mkdir/none"), ENOENT);
	test_make_file("/tmp/mkdir/a/f", "", 0);
	CHECK_ERROR(rmdir("/tmp/mkdir/a/f"), ENOTDIR);
	CHECK(rmdir("/tmp/mkdir/a/b") == 0 && unlink("/tmp/mkdir/a/f") == 0);
	CHECK(rmdir("/tmp/mkdir/a") == 0 && rmdir("/tmp/mkdir") == 0);
	CHECK(stat("/tmp", &st) == 0 && st.nlink == parent.nlink);
	test_no_file("/tmp/mkdir");
	return 0;
}
