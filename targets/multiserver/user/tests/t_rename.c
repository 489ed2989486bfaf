/* rename of files: moves, replaces, does nothing to itself; and its errors. */
#include "test.h"

int main(void)
{
	struct vfs_stat before, after;
	int fd;

	CHECK(mkdir("/tmp/rename", 0755) == 0 && chdir("/tmp/rename") == 0 && mkdir("d", 0755) == 0);
	test_make_file("a", "a", 1);
	CHECK(stat("a", &before) == 0);
	CHECK(rename("a", "b") == 0);
	test_no_file("a");
	CHECK(stat("b", &after) == 0 && after.ino == before.ino && after.nlink == 1);
	CHECK(rename("b", "d/c") == 0);
	test_file_is("d/c", "a");
	CHECK(rename("d/c", "d/c") == 0);
	test_make_file("x", "x", 1);
	fd = open("x", O_RDONLY);
	CHECK(fd >= 0 && rename("d/c", "x") == 0); /* replaces one that is open */
	test_file_is("x", "a");
	CHECK(fstat(fd, &after) == 0 && after.nlink == 0 && close(fd) == 0);
	CHECK(link("x", "y") == 0 && rename("x", "y") == 0); /* two names of one file: nothing happens */
	test_file_is("x", "a");

	CHECK_ERROR(rename("none", "z"), ENOENT);
	CHECK_ERROR(rename("x", "none/z"), ENOENT);
	CHECK_ERROR(rename("x", "d"), EISDIR);
	CHECK_ERROR(rename("x", "z/"), ENOTDIR);
	CHECK_ERROR(rename("x/", "z"), ENOTDIR);
	CHECK_ERROR(rename(".", "z"), EINVAL);
	CHECK_ERROR(rename("x", ".."), EINVAL);
	CHECK(unlink("x") == 0 && unlink("y") == 0 && rmdir("d") == 0);
	CHECK(chdir("/") == 0 && rmdir("/tmp/rename") == 0);
	return 0;
}
