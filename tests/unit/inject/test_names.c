/* Names of units: the same whatever the folder, the spelling and the machine. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "inject/names.h"

static void clean(const char *root, const char *directory, const char *path, const char *expected)
{
	char *name = inject_name_clean(root, directory, path);

	cr_expect_str_eq(name, expected, "%s in %s below %s: got %s", path, directory, root, name);
	free(name);
}

Test(names, below_the_root)
{
	clean("/src", "/src/servers", "pm.c", "servers/pm.c");
	clean("/src", "/build", "/src/servers/pm.c", "servers/pm.c");
	clean("/src", "/src/servers/vm", "../pm/./pm.c", "servers/pm/pm.c");
	clean("/src", "/", "src//servers///pm.c", "servers/pm.c");
	clean("/src", "/src", "a/b/../../pm.c", "pm.c");
}

Test(names, outside_the_root)
{
	clean("/src", "/", "/usr/include/x.h", "/usr/include/x.h");
	clean("/src", "/", "/srcs/x.c", "/srcs/x.c");
	clean("/src", "/", "/src/../x.c", "/x.c");
	clean("/src", "/", "/../../x.c", "/x.c");
}

Test(names, without_a_root)
{
	clean("", "/anywhere", "./pm.c", "pm.c");
	clean("", "/anywhere", "../../x/../pm.c", "../../pm.c");
	clean("", "/anywhere", "a/../../pm.c", "../pm.c");
}

Test(names, odd_bytes)
{
	clean("", "", "a b:c%d,\"e\".c", "a%20b%3Ac%25d%2C%22e%22.c");
	clean("", "", "\xc3\xa4.c", "%C3%A4.c");
}

Test(names, roots)
{
	char *root = inject_name_root("/a//b/./c/");
	cr_expect_str_eq(root, "/a/b/c");
	free(root);
	root = inject_name_root("");
	cr_expect_str_eq(root, "");
	free(root);
	root = inject_name_root("/");
	cr_expect_str_eq(root, "");
	free(root);
}

/* A build that copies its sources has two folders. */
Test(names, several_roots)
{
	char *roots = inject_name_root("/src/target/\n\n/cache/./out");

	cr_expect_str_eq(roots, "/src/target\n/cache/out");
	clean(roots, "/cache/out", "kern/trap.c", "kern/trap.c");
	clean(roots, "/", "src/target/glue.c", "glue.c");
	clean(roots, "/", "/cache/outside.c", "/cache/outside.c");
	free(roots);
	clean("/a\n/a/b", "/a/b", "c.c", "c.c");
	clean("/a/b\n/a", "/a/b", "c.c", "c.c");
}

Test(names, mapped_by_the_compiler)
{
	clean("/src/linux", "", "./net/socket.c", "net/socket.c");
	clean("/src/linux", ".", "./include/../fs/open.c", "fs/open.c");
	clean("/src/linux", "", "/src/linux/fs/open.c", "fs/open.c");
}
