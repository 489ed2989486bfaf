/* Permission bits of files and directories, as access and the calls themselves see them. */
#include "test.h"

int main(void)
{
	struct vfs_stat st;

	CHECK(mkdir("/tmp/perm", 0755) == 0);
	test_make_file("/tmp/perm/f", "f", 1);
	CHECK(access("/tmp/perm/f", F_OK) == 0 && access("/tmp/perm/f", R_OK | W_OK) == 0);
	CHECK_ERROR(access("/tmp/perm/f", X_OK), EACCES);
	CHECK_ERROR(access("/tmp/perm/f", 8), EINVAL);
	CHECK_ERROR(access("/tmp/perm/none", F_OK), ENOENT);
	CHECK(chmod("/tmp/perm/f", 0300) == 0);
	CHECK(stat("/tmp/perm/f", &st) == 0 && st.mode == (S_IFREG | 0300));
	CHECK_ERROR(open("/tmp/perm/f", O_RDONLY), EACCES);
	CHECK(access("/tmp/perm/f", X_OK) == 0);
	CHECK(chmod("/tmp/perm/f", 0400) == 0);
	CHECK_ERROR(open("/tmp/perm/f", O_RDWR), EACCES);
	CHECK_ERROR(open("/tmp/perm/f", O_RDONLY | O_TRUNC), EACCES);
	CHECK_ERROR(chmod("/tmp/perm/f", 01000000), EINVAL);
	CHECK_ERROR(chmod("/tmp/perm/none", 0600), ENOENT);

	CHECK(chmod("/tmp/perm", 0500) == 0); /* no writing: no new names, no names less */
	CHECK_ERROR(open("/tmp/perm/g", O_WRONLY | O_CREAT, 0644), EACCES);
	CHECK_ERROR(mkdir("/tmp/perm/g", 0755), EACCES);
	CHECK_ERROR(unlink("/tmp/perm/f"), EACCES);
	CHECK_ERROR(rename("/tmp/perm/f", "/tmp/perm_f"), EACCES);
	CHECK_ERROR(link("/bin/true", "/tmp/perm/g"), EACCES);
	CHECK(chmod("/tmp/perm", 0600) == 0); /* no search */
	CHECK_ERROR(stat("/tmp/perm/f", &st), EACCES);
	CHECK_ERROR(open("/tmp/perm/g", O_WRONLY | O_CREAT, 0644), EACCES);
	CHECK_ERROR(chdir("/tmp/perm"), EACCES);
	CHECK(chmod("/tmp/perm", 0700) == 0 && unlink("/tmp/perm/f") == 0 && rmdir("/tmp/perm") == 0);
	return 0;
}
