/* PM's calls that are not for users, and what is no call. */
#include "test.h"
#include "trap.h"

int main(void)
{
	CHECK(call3(EP_PM, CALL_PM_START_INIT, 0, 0, 0) == -EPERM);
	CHECK(call3(EP_PM, 0x1ff, 0, 0, 0) == -ENOSYS);
	CHECK(call3(EP_PM, CALL_VFS_OPEN, 0, 0, 0) == -ENOSYS);
	CHECK(call3(EP_PM, CALL_PM_SIGRETURN, ~0ul, 0, 0) == 0); /* as from a handler: SIGKILL stays open */
	CHECK(call3(EP_PM, CALL_PM_SIGPROCMASK, SIG_SETMASK, 0, 0) == 0);
	CHECK(getpid() > 1 && getppid() == 1);
	return 0;
}
