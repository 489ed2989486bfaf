/* VM's calls for PM and the kernel are not for users, and what is no call is none. */
#include "test.h"
#include "trap.h"

static int64_t vm(uint32_t type, uint64_t a0, uint64_t a1, uint64_t a2)
{
	return call3(EP_VM, type, a0, a1, a2);
}

int main(void)
{
	struct pm_procinfo info;
	uint32_t self;

	for (unsigned i = 0; procinfo(i, &info) == 0 && info.pid != getpid(); i++)
		;
	self = info.endpoint;
	CHECK(vm(CALL_VM_NEW, self + 1, 0, 0) == -EPERM);
	CHECK(vm(CALL_VM_FORK, self, self + 1, 0) == -EPERM);
	CHECK(vm(CALL_VM_RESET, self, 0, 0) == -EPERM);
	CHECK(vm(CALL_VM_MAP, self, PROGRAM_BASE, PAGE_SIZE) == -EPERM);
	CHECK(vm(CALL_VM_EXIT, self, 0, 0) == -EPERM);
	CHECK(vm(0x2ff, 0, 0, 0) == -ENOSYS);
	CHECK(vm(CALL_VM_PAGEFAULT, (uint64_t)&info, 1, self) == -EPERM); /* the kernel alone says so */
	CHECK(vm(MSG_REPLY, 0, 0, 0) == -EPERM && vm(MSG_NOTIFY, 0, 0, 0) == -EPERM);
	return 0;
}
