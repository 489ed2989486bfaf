/* Kernel calls of VM: page tables of user processes, and the frames that VM owns. */
#include <ms/ipc.h>
#include <ms/calls.h>

#include "kernel.h"
#include "proc.h"

static uint64_t flags_of(uint64_t prot)
{
	return PTE_FRAME | ((prot & PROT_WRITE) != 0 ? PTE_WRITE : 0) | ((prot & PROT_EXEC) != 0 ? 0 : PTE_NOEXEC);
}

static int64_t map(struct proc *p, struct kcall *k)
{
	uint64_t va = k->a[1], frame = k->a[2], prot = k->a[3];
	if (va % PAGE_SIZE != 0 || va >= USER_TOP || prot > (PROT_READ | PROT_WRITE | PROT_EXEC))
		return -EINVAL;
	if (prot == PROT_NONE) {
		space_unmap(&p->space, va);
		return 0;
	}
	if (!frames_owned(frame))
		return -EPERM;
	return space_map(&p->space, va, frame * PAGE_SIZE, flags_of(prot));
}

static int64_t lookup(struct proc *p, struct kcall *k)
{
	uint64_t entry = k->a[1] < USER_TOP ? space_entry(&p->space, k->a[1]) : 0;
	if ((entry & PTE_PRESENT) == 0)
		return -EFAULT;
	k->r1 = PROT_READ | ((entry & PTE_WRITE) != 0 ? PROT_WRITE : 0u) | ((entry & PTE_NOEXEC) != 0 ? 0u : PROT_EXEC);
	return (int64_t)((entry & PTE_ADDRESS) / PAGE_SIZE);
}

/* A frame that VM may fill: its own, and in nobody's address space. */
static int fillable(uint64_t frame)
{
	if (!frames_owned(frame))
		return -EPERM;
	return frames_maps(frame) == 0 ? 0 : -EBUSY;
}

/* The counts from frame a0 of VM's on, as many as fit. */
static int64_t maps(struct proc *caller, struct kcall *k)
{
	uint64_t n = k->n / sizeof(uint16_t), start = k->a[0];
	int result = copy_check(caller, (uint64_t)k->p, n * sizeof(uint16_t), COPY_WRITE);
	if (result != 0)
		return result;
	for (uint64_t i = 0; i < n && start < frames_count() && i < frames_count() - start; i++) {
		uint16_t count = (uint16_t)frames_maps(frames_first() + start + i);
		copy_out(caller, (uint64_t)k->p + i * sizeof count, &count, sizeof count);
	}
	return 0;
}

int64_t kcall_vm(struct proc *caller, unsigned number, struct kcall *k)
{
	int result;
	if (number == CALL_KC_VM_MAPS)
		return maps(caller, k);
	if (number == CALL_KC_VM_ZERO || number == CALL_KC_VM_COPY) {
		result = fillable(k->a[0]);
		if (result != 0)
			return result;
		if (number == CALL_KC_VM_ZERO) {
			memset(mem_at(k->a[0] * PAGE_SIZE), 0, PAGE_SIZE);
			return 0;
		}
		if (!frames_owned(k->a[1]))
			return -EPERM;
		memmove(mem_at(k->a[0] * PAGE_SIZE), mem_at(k->a[1] * PAGE_SIZE), PAGE_SIZE);
		return 0;
	}
	struct proc *p = proc_find((endpoint_t)k->a[0]);
	if (p == NULL)
		return -ESRCH;
	if (!proc_is_user(p))
		return -EPERM;
	switch (number) {
	case CALL_KC_VM_MAP:
		return map(p, k);
	case CALL_KC_VM_CLEAR:
		space_clear(&p->space);
		return 0;
	case CALL_KC_VM_LOOKUP:
		return lookup(p, k);
	default:
		return -ENOSYS;
	}
}
