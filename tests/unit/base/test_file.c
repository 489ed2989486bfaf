#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"

static char folder[] = "/tmp/kmend-test-XXXXXX", path[64], other[64];

static void setup(void)
{
	cr_assert(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/deep/private", folder);
	snprintf(other, sizeof other, "%s/other", folder);
}

static void teardown(void)
{
	cr_assert_eq(kmend_tree_remove(folder), 0);
	cr_assert_eq(access(folder, F_OK), -1);
}

Test(file, private_folder, .init = setup, .fini = teardown)
{
	struct stat st;

	cr_assert_eq(kmend_dir_make_private(path), 0);
	cr_assert_eq(stat(path, &st), 0);
	cr_assert_eq(st.st_mode & 0777, 0700);
	cr_assert_eq(kmend_dir_make_private(path), 0);
	cr_assert_eq(chmod(path, 0777), 0);
	cr_assert_eq(kmend_dir_make_private(path), -1);
	cr_assert(strstr(kmend_error_text(), "others can write to it"));
	cr_assert_eq(chmod(path, 0755), 0);
	cr_assert_eq(symlink(path, other), 0);
	cr_assert_eq(kmend_dir_make_private(other), -1);
	cr_assert(strstr(kmend_error_text(), "symbolic link"));
}

Test(file, of_another_user, .init = setup, .fini = teardown)
{
	if (geteuid() != 0)
		cr_skip_test("only root can make such a folder");
	cr_assert_eq(mkdir(other, 0755), 0);
	cr_assert_eq(chown(other, 4711, 0), 0);
	cr_assert_eq(kmend_dir_make_private(other), -1);
	cr_assert(strstr(kmend_error_text(), "belongs to user 4711"));
}

Test(file, tree_remove_does_not_follow_links, .init = setup, .fini = teardown)
{
	char link[80];

	cr_assert_eq(kmend_dir_make(path), 0);
	cr_assert_eq(kmend_dir_make(other), 0);
	snprintf(link, sizeof link, "%s/link", path);
	cr_assert_eq(symlink(other, link), 0);
	cr_assert_eq(kmend_tree_remove(path), 0);
	cr_assert_eq(access(path, F_OK), -1);
	cr_assert_eq(access(other, F_OK), 0);
	cr_assert_eq(kmend_tree_remove(path), 0, "what is not there");
}
