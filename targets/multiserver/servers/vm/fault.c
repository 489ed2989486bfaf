/*
 * Page faults. The kernel asks on behalf of the process that touched the page, or of the service that copies from or to
 * it; the owner of the page is named. An error means that the access is wrong (the kernel makes a signal or -EFAULT of
 * it) or that memory is used up.
 */
#include "vm.h"

enum { FAULT_WRITE = 1, FAULT_EXEC = 2 };

/* May a stack region grow down to this page? Leaves one page unmapped below as a guard against its neighbour. */
static int stack_reaches(const struct space *s, page_t page)
{
	const struct region *stack;
	unsigned i;

	if (page < page_of(STACK_TOP - USER_STACK_LIMIT) || page >= page_of(STACK_TOP))
		return 0;
	i = region_index(s, page);
	if (i == s->nregions)
		return 0;
	stack = &s->region[i];
	if (stack->kind != REGION_STACK || stack->start <= page)
		return 0;
	return region_is_free(s, page - 1, page);
}

static int access_allowed(const struct region *r, uint64_t how)
{
	if (how & FAULT_WRITE)
		return (r->prot & PROT_WRITE) != 0;
	if (how & FAULT_EXEC)
		return (r->prot & PROT_EXEC) != 0;
	return r->prot != PROT_NONE;
}

/* First touch: a frame of zeros. */
static int zero_fill(struct space *s, const struct region *r, page_t page)
{
	frame_t frame = frame_alloc();
	int error;

	if (frame == NO_FRAME)
		return -ENOMEM;
	if (leaf_need(s, page) < 0) {
		frame_drop(frame);
		return -ENOMEM;
	}
	leaf_set(s, page, frame);
	error = kc_vm_zero(frame_physical(frame));
	if (error == 0)
		error = map_page(s, r, page, frame);
	if (error < 0)
		leaf_drop(s, page, page + 1);
	return error;
}

/* Write to a shared frame: a copy of its own. */
static int copy_on_write(struct space *s, const struct region *r, page_t page, frame_t shared)
{
	frame_t frame = frame_alloc();
	int error;

	if (frame == NO_FRAME)
		return -ENOMEM;
	error = kc_vm_copy(frame_physical(frame), frame_physical(shared));
	if (error < 0) {
		frame_drop(frame);
		return error;
	}
	leaf_exchange(s, page, frame);
	frame_drop(shared);
	error = map_page(s, r, page, frame);
	if (error < 0) {
		frame_share(shared);
		leaf_exchange(s, page, shared);
		frame_drop(frame);
	}
	return error;
}

static int resolve(struct space *s, struct region *r, page_t page, uint64_t how)
{
	frame_t frame = leaf_get(s, page);

	if (frame == NO_FRAME)
		return zero_fill(s, r, page);
	if ((how & FAULT_WRITE) && frame_refs(frame) > 1)
		return copy_on_write(s, r, page, frame);
	return map_page(s, r, page, frame); /* the last reference: the page is the owner's alone again */
}

int64_t do_pagefault(struct msg *m)
{
	uint64_t addr = m->a[0], how = m->a[1];
	endpoint_t owner = (endpoint_t)m->a[2];
	page_t page = page_of(addr);
	struct region *r;
	struct space *s;

	if (m->source != owner && (m->source & 0xff) >= NSERVICE)
		return -EPERM; /* a user process asks for its own pages only */
	if (addr >= USER_TOP)
		return -EFAULT;
	s = space_find(owner);
	if (!s)
		return -ESRCH;
	r = region_find(s, page);
	if (r) {
		if (!access_allowed(r, how))
			return -EFAULT;
		return resolve(s, r, page, how);
	}
	if (!stack_reaches(s, page))
		return -EFAULT;
	if (region_pages(s) >= SPACE_PAGES || frames_free == 0)
		return -ENOMEM;
	r = &s->region[region_index(s, page)];
	r->start = page;
	return resolve(s, r, page, how);
}
