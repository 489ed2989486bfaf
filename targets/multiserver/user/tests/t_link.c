/* Several names of one file. */
#include "test.h"

int main(void)
{
	struct vfs_stat a, b;

	test_make_file("/tmp/link_a", "one", 3);
	CHECK(link("/tmp/link_a", "/tmp/link_b") == 0);
	CHECK(stat("/tmp/link_a", &a) == 0 && stat("/tmp/link_b", &b) == 0);
	CHECK(a.ino == b.ino && a.nlink == 2);
	test_make_file("/tmp/link_b", "two", 3);
	test_file_is("/tmp/link_a", "two");
	CHECK_ERROR(link("/tmp/link_a", "/tmp/link_b"), EEXIST);
	CHECK_ERROR(link("/tmp/none", "/tmp/link_c"), ENOENT);
	CHECK_ERROR(link("/tmp/link_a", "/tmp/none/c"), ENOENT);
	CHECK_ERROR(link("/tmp/link_a", "/tmp/link_c/"), ENOTDIR);
	CHECK_ERROR(link("/tmp", "/tmp/link_c"), EPERM);
	CHECK(unlink("/tmp/link_a") == 0);
	CHECK(stat("/tmp/link_b", &b) == 0 && b.nlink == 1 && b.ino == a.ino);
	test_file_is("/tmp/link_b", "two");
	CHECK_ERROR(unlink("/tmp/link_a"), ENOENT);
	CHECK_ERROR(unlink("/tmp/link_b/"), ENOTDIR);
	CHECK(unlink("/tmp/link_b") == 0);
	return 0;
}
