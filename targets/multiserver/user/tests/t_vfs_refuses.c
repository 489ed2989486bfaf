/* VFS's calls for PM are not for users; requests without the buffer that they need. */
#include "test.h"
#include "trap.h"

static int64_t vfs(uint32_t type, uint64_t a0, uint64_t a1)
{
	return call3(EP_VFS, type, a0, a1, 0);
}

int main(void)
{
	CHECK(vfs(CALL_VFS_FORK, EP_NONE, 300) == -EPERM);
	CHECK(vfs(CALL_VFS_EXIT, 300, 0) == -EPERM);
	CHECK(vfs(CALL_VFS_CANCEL, 300, 0) == -EPERM);
	CHECK(vfs(CALL_VFS_EXEC_OPEN, 0, 0) == -EPERM);
	CHECK(vfs(CALL_VFS_EXEC_READ, 1, 0) == -EPERM);
	CHECK(vfs(CALL_VFS_EXEC_DONE, 300, 0) == -EPERM);
	CHECK(vfs(0x3ff, 0, 0) == -ENOSYS);
	CHECK(vfs(CALL_DISK_DONE, 0, 0) != 0);
	CHECK(vfs(CALL_VFS_OPEN, 0, 0) == -ENOENT);
	CHECK(vfs(CALL_VFS_GETCWD, 0, 0) == -EINVAL);
	CHECK(vfs(CALL_VFS_STATFS, 0, 0) < 0);
	CHECK(vfs(CALL_VFS_FSTAT, 0, 0) < 0);
	CHECK(vfs(CALL_VFS_READ, 0, 0) == 0); /* no room: no bytes */
	return 0;
}
