/* The kernel's gate: traps and kernel calls that a user process has no right to, and nonsense. */
#include "test.h"
#include "trap.h"

int main(void)
{
	struct msg m = { .type = CALL_PM_GETPID };
	struct kcall k = { .a = { 0 } };

	CHECK(trap(TRAP_SEND, EP_PM, (uint64_t)&m, 0) == -EPERM);
	CHECK(trap(TRAP_RECEIVE, EP_ANY, (uint64_t)&m, 0) == -EPERM);
	CHECK(trap(TRAP_NOTIFY, EP_PM, 1, 0) == -EPERM);
	CHECK(trap(TRAP_REPLY, EP_PM, (uint64_t)&m, 0) == -EPERM);
	CHECK(trap(99, 0, 0, 0) == -ENOSYS || trap(99, 0, 0, 0) == -EPERM);
	CHECK(trap(TRAP_SENDREC, EP_DISK, (uint64_t)&m, 0) == -EPERM);
	CHECK(trap(TRAP_SENDREC, EP_KERNEL, (uint64_t)&m, 0) < 0);
	CHECK(trap(TRAP_SENDREC, 0xffffff00u, (uint64_t)&m, 0) < 0);
	CHECK(trap(TRAP_SENDREC, EP_PM, 8, 0) == -EFAULT);
	CHECK(kcall(CALL_KC_STOP, &k) == -EPERM && kcall(CALL_KC_READY, &k) == -EPERM &&
		kcall(CALL_KC_EVENT, &k) == -EPERM);
	CHECK(kcall(CALL_KC_SHUTDOWN, &k) == -EPERM && kcall(CALL_KC_VM_MAP, &k) == -EPERM);
	CHECK(kcall(CALL_KC_COPY_FROM, &k) == -EPERM && kcall(CALL_KC_PROC_EXIT, &k) == -EPERM);
	CHECK(kcall(0x1fff, &k) == -ENOSYS || kcall(0x1fff, &k) == -EPERM);
	CHECK(kcall(CALL_KC_TIME, NULL) > 0);
	CHECK(trap(TRAP_SENDREC, EP_PM, (uint64_t)&m, 0) == 0 && (pid_t)m.a[0] == getpid());
	return 0;
}
