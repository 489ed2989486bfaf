/* Address space of a new program: emptied with a fresh stack, then filled by PM segment by segment. */
#include "vm.h"

int64_t do_reset(struct msg *m)
{
	struct space *s;
	int error;

	if (m->source != EP_PM)
		return -EPERM;
	s = space_find((endpoint_t)m->a[0]);
	if (!s)
		return -ESRCH;
	space_empty(s);
	error = region_insert(
		s, page_of(STACK_TOP) - STACK_FIRST_PAGES, page_of(STACK_TOP), PROT_READ | PROT_WRITE, REGION_STACK);
	kc_vm_clear(s->owner);
	return error;
}

/* Frames and leaves for the whole segment, or nothing. */
static int fill(struct space *s, page_t start, page_t end)
{
	for (page_t p = start; p < end; p++) {
		frame_t frame = frame_alloc();

		if (frame == NO_FRAME || leaf_need(s, p) < 0) {
			if (frame != NO_FRAME)
				frame_drop(frame);
			leaf_drop(s, start, p);
			return -ENOMEM;
		}
		leaf_set(s, p, frame);
		if (kc_vm_zero(frame_physical(frame)) < 0) {
			leaf_drop(s, start, p + 1);
			return -ENOMEM; /* the kernel still sees it mapped: better no page than somebody else's */
		}
	}
	return 0;
}

int64_t do_map(struct msg *m)
{
	uint64_t addr = m->a[1], bytes = m->a[2], prot = m->a[3];
	struct space *s;
	page_t start, end;
	int error;

	if (m->source != EP_PM)
		return -EPERM;
	s = space_find((endpoint_t)m->a[0]);
	if (!s)
		return -ESRCH;
	if (addr % PAGE_SIZE != 0 || bytes == 0 || prot == PROT_NONE || (prot & ~(uint64_t)PROT_ALL))
		return -EINVAL;
	if (addr < PROGRAM_BASE || addr >= HEAP_LIMIT || bytes > HEAP_LIMIT - addr)
		return -EINVAL;
	start = page_of(addr);
	end = page_of(page_round_up(addr + bytes));
	if (!region_is_free(s, start, end))
		return -EEXIST;
	if (region_pages(s) + (end - start) > SPACE_PAGES || end - start > frames_free)
		return -ENOMEM;
	error = region_insert(s, start, end, (unsigned)prot, REGION_IMAGE);
	if (error < 0)
		return error;
	error = fill(s, start, end);
	if (error < 0) {
		region_remove(s, start, end);
		return error;
	}
	if (end > s->heap_start) {
		s->heap_start = end;
		s->brk = addr_of(end);
	}
	return map_range(s, start, end);
}
