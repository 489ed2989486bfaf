/*
 * Kernel calls: reads the argument block, checks the caller's capability, dispatches to the file that knows the call,
 * writes the further results back. Everything a call may have to fail on is checked before it changes anything,
 * because a call that meets a missing page is done again from the start.
 */
#include <ms/ipc.h>
#include <ms/calls.h>

#include "kernel.h"
#include "proc.h"

enum { NKCALL = 64 };

static int64_t dispatch(struct proc *p, unsigned number, struct kcall *k)
{
	switch (number) {
	case CALL_KC_EVENT:
	case CALL_KC_CONSOLE:
	case CALL_KC_SHUTDOWN:
		return kcall_text(p, number, k);
	case CALL_KC_COPY_FROM:
	case CALL_KC_COPY_TO:
	case CALL_KC_GRANT:
		return kcall_copy(p, number, k);
	default:
		break;
	}
	if (number >= CALL_KC_SPAWN)
		return kcall_recovery(p, number, k);
	if (number >= CALL_KC_VM_MAP)
		return kcall_vm(p, number, k);
	if (number >= CALL_KC_PROC_CREATE)
		return kcall_proc(p, number, k);
	return kcall_misc(p, number, k);
}

int64_t kcall(struct proc *p, uint64_t number, uint64_t address)
{
	struct kcall k;
	if (number < CALL_KC_BOOTINFO || number >= CALL_KC_BOOTINFO + NKCALL)
		return -ENOSYS;
	if ((p->privilege->kcalls >> (number - CALL_KC_BOOTINFO) & 1) == 0)
		return -EPERM;
	int result = copy_in(p, &k, address, sizeof k);
	if (result == 0)
		result = copy_check(p, address, sizeof k, COPY_WRITE);
	if (result != 0)
		return result;
	uint64_t r1 = k.r1, r2 = k.r2;
	int64_t answer = dispatch(p, (unsigned)number, &k);
	if (k.r1 != r1 || k.r2 != r2)
		copy_out(p, address + offsetof(struct kcall, r1), &k.r1, 2 * sizeof k.r1);
	return answer;
}
