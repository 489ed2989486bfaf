/* Path names: dots, many slashes, limits of length, what is no directory. */
#include "test.h"
#include "trap.h"

int main(void)
{
	char name[40], path[PATH_MAX_BYTES + 20];
	struct vfs_stat a, b;
	struct msg m = { .type = CALL_VFS_STAT };

	CHECK(stat("/", &a) == 0 && stat("/..", &b) == 0 && a.ino == b.ino);
	CHECK(stat("//bin///true", &a) == 0 && stat("/tmp/../bin/./true", &b) == 0 && a.ino == b.ino);
	CHECK_ERROR(stat("", &a), ENOENT);
	CHECK_ERROR(stat("/bin/true/", &a), ENOTDIR);
	CHECK_ERROR(stat("/bin/true/x", &a), ENOTDIR);
	CHECK_ERROR(open("/bin/true/x", O_WRONLY | O_CREAT, 0644), ENOTDIR);
	CHECK_ERROR(stat("/bin/none", &a), ENOENT);
	CHECK_ERROR(stat("/none/true", &a), ENOENT);

	memset(name, 'n', sizeof(name));
	name[0] = '/', name[1] = 't', name[2] = 'm', name[3] = 'p', name[4] = '/';
	name[5 + NAME_MAX_BYTES] = 0; /* as long as a name can be */
	test_make_file(name, "n", 1);
	test_file_is(name, "n");
	CHECK(unlink(name) == 0);
	name[5 + NAME_MAX_BYTES] = 'n';
	name[6 + NAME_MAX_BYTES] = 0;
	CHECK_ERROR(open(name, O_WRONLY | O_CREAT, 0644), ENAMETOOLONG);
	CHECK_ERROR(stat(name, &a), ENAMETOOLONG);
	memset(path, '/', sizeof(path));
	path[PATH_MAX_BYTES] = 0;
	CHECK_ERROR(stat(path, &a), ENAMETOOLONG);
	path[PATH_MAX_BYTES - 1] = 0;
	CHECK(stat(path, &a) == 0);
	msg_grant_read(&m, 0, "/bin/true", 4); /* not ended */
	CHECK(call_msg(EP_VFS, &m) < 0);
	return 0;
}
