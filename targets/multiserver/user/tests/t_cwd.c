/* The current directory: relative names, its own name, and when it is gone. */
#include "test.h"

static void in_child(void)
{
	char cwd[PATH_MAX_BYTES];

	CHECK(getcwd(cwd, sizeof(cwd)) == 10 && !strcmp(cwd, "/tmp/cwd/a"));
	CHECK(chdir("/") == 0);
}

int main(void)
{
	char cwd[PATH_MAX_BYTES];
	static const char name[] = "twenty_eight_characters_long";
	int depth = 0;

	CHECK(getcwd(cwd, sizeof(cwd)) == 1 && !strcmp(cwd, "/"));
	CHECK(mkdir("/tmp/cwd", 0755) == 0 && mkdir("/tmp/cwd/a", 0755) == 0);
	CHECK(chdir("tmp/cwd/a") == 0);
	CHECK(test_in_child(in_child) == 0);
	CHECK(getcwd(cwd, sizeof(cwd)) == 10);
	CHECK_ERROR(getcwd(cwd, 10), ERANGE);
	CHECK_ERROR(getcwd(cwd, 0), EINVAL);
	test_make_file("f", "f", 1);
	test_file_is("/tmp/cwd/a/f", "f");
	CHECK_ERROR(chdir("f"), ENOTDIR);
	CHECK_ERROR(chdir("none"), ENOENT);
	CHECK(unlink("../a/f") == 0);
	CHECK(rmdir("/tmp/cwd/a") == 0);
	CHECK_ERROR(getcwd(cwd, sizeof(cwd)), ENOENT);
	CHECK_ERROR(open("f", O_WRONLY | O_CREAT, 0644), ENOENT);
	CHECK_ERROR(mkdir("d", 0755), ENOENT);
	CHECK(chdir("/tmp/cwd") == 0);
	/* Deeper than a path can say. */
	for (; depth < 5; depth++)
		CHECK(mkdir(name, 0755) == 0 && chdir(name) == 0);
	CHECK_ERROR(getcwd(cwd, sizeof(cwd)), ENAMETOOLONG);
	for (; depth; depth--)
		CHECK(chdir("..") == 0 && rmdir(name) == 0);
	CHECK(rmdir("../cwd") == 0 && chdir("/") == 0);
	return 0;
}
