/* VM wrappers. */
#include "trap.h"
#include "unistd.h"

uint64_t brk_raw(uint64_t wanted)
{
	return (uint64_t)to_errno(call3(EP_VM, CALL_VM_BRK, wanted, 0, 0));
}

void *sbrk(long delta)
{
	uint64_t old = brk_raw(0);

	if (old == (uint64_t)-1 || delta == 0)
		return (void *)old;
	return brk_raw(old + (uint64_t)delta) == (uint64_t)-1 ? (void *)-1 : (void *)old;
}

void *mmap_at(void *hint, size_t length, int prot)
{
	return (void *)to_errno(call3(EP_VM, CALL_VM_MMAP, length, (uint64_t)prot, (uint64_t)hint));
}

int munmap(void *address, size_t length)
{
	return (int)to_errno(call3(EP_VM, CALL_VM_MUNMAP, (uint64_t)address, length, 0));
}

int mprotect(void *address, size_t length, int prot)
{
	return (int)to_errno(call3(EP_VM, CALL_VM_MPROTECT, (uint64_t)address, length, (uint64_t)prot));
}

int vm_info(struct vm_info *out)
{
	struct msg m = { .type = CALL_VM_INFO };
	int64_t r = call_msg(EP_VM, &m);

	if (r >= 0)
		*out = (struct vm_info){ m.a[1], m.a[2], m.a[3] };
	return (int)to_errno(r);
}

int vm_region(unsigned index, struct vm_region *out)
{
	struct msg m = { .type = CALL_VM_REGIONS, .a = { index } };
	int64_t r = call_msg(EP_VM, &m);

	if (r >= 0)
		*out = (struct vm_region){ m.a[1], m.a[2], m.a[3] };
	return (int)to_errno(r);
}
