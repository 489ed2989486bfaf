/*
 * Telling the kernel. Copy on write lives here: a frame that more than one leaf entry names is mapped without write
 * permission, whatever the region allows; the fault handler sorts the first write out.
 */
#include "vm.h"

unsigned map_prot(const struct region *r, frame_t frame)
{
	unsigned prot = r->prot;

	if (prot & (PROT_WRITE | PROT_EXEC))
		prot |= PROT_READ; /* the machine has no pages that can be written or run but not read */
	if (frame_refs(frame) > 1)
		prot &= ~(unsigned)PROT_WRITE;
	return prot;
}

int map_page(const struct space *s, const struct region *r, page_t page, frame_t frame)
{
	return kc_vm_map(s->owner, addr_of(page), frame_physical(frame), map_prot(r, frame));
}

int map_range(struct space *s, page_t start, page_t end)
{
	for (page_t p = leaf_next_page(s, start, end); p < end; p = leaf_next_page(s, p + 1, end)) {
		const struct region *r = region_find(s, p);
		int error;

		ms_assert(r);
		error = map_page(s, r, p, leaf_get(s, p));
		if (error < 0)
			return error;
	}
	return 0;
}

/* The pages are noted first, so that all books are written before the kernel is told of the first page. */
void drop_range(struct space *s, page_t start, page_t end)
{
	static page_t noted[SPACE_PAGES];
	unsigned n = 0;

	for (page_t p = leaf_next_page(s, start, end); p < end; p = leaf_next_page(s, p + 1, end)) {
		ms_assert(n < SPACE_PAGES);
		noted[n++] = p;
	}
	leaf_drop(s, start, end);
	for (unsigned i = 0; i < n; i++)
		kc_vm_map(s->owner, addr_of(noted[i]), 0, PROT_NONE);
}
