/* Copies to and from the memory of processes, page by page through their page tables. */
#include <ms/errno.h>

#include "kernel.h"
#include "mem.h"
#include "proc.h"

struct copy_fault copy_fault;

/* Where the byte at va lies in PHYSMAP, or NULL with copy_fault set. */
static uint8_t *page_at(struct proc *p, uint64_t va, enum copy_access access)
{
	uint64_t entry = space_entry(&p->space, va);
	if ((entry & PTE_PRESENT) == 0 || (access == COPY_WRITE && (entry & PTE_WRITE) == 0)) {
		copy_fault = (struct copy_fault){ p, va, access != COPY_READ };
		return NULL;
	}
	return (uint8_t *)mem_at(entry & PTE_ADDRESS) + va % PAGE_SIZE;
}

static uint64_t rest_of_page(uint64_t va, uint64_t n)
{
	uint64_t rest = PAGE_SIZE - va % PAGE_SIZE;
	return rest < n ? rest : n;
}

static bool outside(uint64_t va, uint64_t n)
{
	return va >= USER_TOP || n > USER_TOP - va;
}

int copy_check(struct proc *p, uint64_t va, uint64_t n, enum copy_access access)
{
	if (outside(va, n))
		return -EFAULT;
	for (uint64_t step; n > 0; va += step, n -= step) {
		step = rest_of_page(va, n);
		if (page_at(p, va, access) == NULL)
			return COPY_FAULT;
	}
	return 0;
}

int copy_in(struct proc *p, void *to, uint64_t va, uint64_t n)
{
	uint8_t *d = to;
	if (outside(va, n))
		return -EFAULT;
	for (uint64_t step; n > 0; va += step, d += step, n -= step) {
		step = rest_of_page(va, n);
		const uint8_t *s = page_at(p, va, COPY_READ);
		if (s == NULL)
			return COPY_FAULT;
		memcpy(d, s, step);
	}
	return 0;
}

int copy_out(struct proc *p, uint64_t va, const void *from, uint64_t n)
{
	const uint8_t *s = from;
	if (outside(va, n))
		return -EFAULT;
	for (uint64_t step; n > 0; va += step, s += step, n -= step) {
		step = rest_of_page(va, n);
		uint8_t *d = page_at(p, va, COPY_WRITE);
		if (d == NULL)
			return COPY_FAULT;
		memcpy(d, s, step);
	}
	return 0;
}

int copy_between(
	struct proc *to, uint64_t to_va, enum copy_access access, struct proc *from, uint64_t from_va, uint64_t n)
{
	if (outside(to_va, n) || outside(from_va, n))
		return -EFAULT;
	for (uint64_t step; n > 0; to_va += step, from_va += step, n -= step) {
		step = rest_of_page(from_va, rest_of_page(to_va, n));
		const uint8_t *s = page_at(from, from_va, COPY_READ);
		uint8_t *d = s == NULL ? NULL : page_at(to, to_va, access);
		if (d == NULL)
			return COPY_FAULT;
		memmove(d, s, step);
	}
	return 0;
}
