/* rename of directories: with all that is below, never below itself, only over an empty one. */
#include "test.h"

int main(void)
{
	struct vfs_stat st, up;
	char cwd[PATH_MAX_BYTES];

	CHECK(mkdir("/tmp/rendir", 0755) == 0 && chdir("/tmp/rendir") == 0);
	CHECK(mkdir("a", 0755) == 0 && mkdir("a/b", 0755) == 0 && mkdir("c", 0755) == 0);
	test_make_file("a/b/f", "deep", 4);
	CHECK(rename("a", "e") == 0);
	test_file_is("e/b/f", "deep");
	CHECK(rename("e/b", "c/b") == 0);
	test_file_is("c/b/f", "deep");
	CHECK(stat("e", &st) == 0 && st.nlink == 2 && stat("c", &st) == 0 && st.nlink == 3);
	CHECK(stat("c/b/..", &up) == 0 && up.ino == st.ino);
	CHECK_ERROR(rename("c", "c/b/x"), EINVAL);
	CHECK_ERROR(rename("e", "c"), ENOTEMPTY);
	CHECK_ERROR(rename("e", "c/b/f"), ENOTDIR);
	CHECK(mkdir("g", 0755) == 0 && rename("c", "g") == 0); /* over an empty one */
	test_file_is("g/b/f", "deep");
	/* Somebody is in it while it moves. */
	CHECK(chdir("g/b") == 0 && rename("/tmp/rendir/g", "/tmp/rendir/e/g") == 0);
	CHECK(getcwd(cwd, sizeof(cwd)) > 0 && !strcmp(cwd, "/tmp/rendir/e/g/b"));
	CHECK(unlink("f") == 0 && chdir("/") == 0);
	CHECK(rmdir("/tmp/rendir/e/g/b") == 0 && rmdir("/tmp/rendir/e/g") == 0);
	CHECK(rmdir("/tmp/rendir/e") == 0 && rmdir("/tmp/rendir") == 0);
	return 0;
}
