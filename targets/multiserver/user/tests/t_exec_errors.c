/* exec that cannot be: the caller goes on. */
#include "test.h"
#include "trap.h"

static int raw_exec(const char *path, uint32_t path_bytes, const char *block, uint32_t bytes, uint64_t argc)
{
	struct msg m = { .type = CALL_PM_EXEC, .a = { argc } };

	msg_grant_read(&m, 0, path, path_bytes);
	msg_grant_read(&m, 1, block, bytes);
	return (int)call_msg(EP_PM, &m);
}

int main(void)
{
	static char large[ARG_MAX_BYTES + 1];
	char *argv[] = { "x", NULL };
	char *too_large[] = { large, NULL };
	char long_path[PATH_MAX_BYTES + 8];

	CHECK_ERROR(execv("/bin/nothing", argv), ENOENT);
	CHECK_ERROR(execv("/bin/true/x", argv), ENOTDIR);
	CHECK_ERROR(execv("/bin", argv), EACCES);
	CHECK_ERROR(execv("", argv), ENOENT);
	test_make_file("/tmp/exec_plain", "#", 1);
	CHECK_ERROR(execv("/tmp/exec_plain", argv), EACCES);
	CHECK(unlink("/tmp/exec_plain") == 0);
	memset(large, 'a', sizeof(large) - 1);
	CHECK_ERROR(execv("/bin/true", too_large), E2BIG);
	memset(long_path, '/', sizeof(long_path));
	long_path[sizeof(long_path) - 1] = 0;
	CHECK_ERROR(execv(long_path, argv), ENAMETOOLONG);

	CHECK(raw_exec("/bin/true", 10, "a", 2, 65) == -E2BIG);
	CHECK(raw_exec("/bin/true", 10, "a", 2, 0) == -EINVAL);
	CHECK(raw_exec("/bin/true", 10, "a", 2, 2) == -EINVAL);
	CHECK(raw_exec("/bin/true", 10, "ab", 2, 1) == -EINVAL);
	CHECK(raw_exec("/bin/true", 10, (const char *)8, 2, 1) == -EFAULT);
	CHECK(raw_exec("/bin/true", 0, "a", 2, 1) == -ENOENT);
	CHECK(raw_exec((const char *)8, 10, "a", 2, 1) == -EFAULT);
	return 0;
}
