/*
 * The heap: one region from the page after the image up to the break. Growing it is a matter of books only; pages come
 * with their first touch. Shrinking gives the pages beyond the new break back.
 */
#include "vm.h"

static int heap_grow(struct space *s, page_t old_end, page_t new_end)
{
	struct region *heap;

	if (new_end > page_of(HEAP_LIMIT))
		return -ENOMEM;
	if (region_pages(s) + (new_end - old_end) > SPACE_PAGES)
		return -ENOMEM;
	if (!region_is_free(s, old_end, new_end))
		return -ENOMEM;
	heap = old_end > s->heap_start ? region_find(s, old_end - 1) : NULL;
	if (heap && heap->kind == REGION_HEAP && heap->prot == (PROT_READ | PROT_WRITE)) {
		heap->end = new_end;
		return 0;
	}
	return region_insert(s, old_end, new_end, PROT_READ | PROT_WRITE, REGION_HEAP);
}

static int heap_shrink(struct space *s, page_t old_end, page_t new_end)
{
	if (s->nregions + region_cuts(s, new_end, old_end) > NREGION)
		return -ENOMEM;
	region_remove(s, new_end, old_end);
	drop_range(s, new_end, old_end);
	return 0;
}

int64_t do_brk(struct msg *m)
{
	struct space *s = space_find(m->source);
	uint64_t brk = m->a[0];
	page_t old_end, new_end;
	int error = 0;

	if (!s)
		return -ESRCH;
	if (brk == 0)
		return (int64_t)s->brk;
	if (s->heap_start == 0 || brk < addr_of(s->heap_start))
		return -EINVAL;
	if (brk > HEAP_LIMIT)
		return -ENOMEM;
	old_end = page_of(page_round_up(s->brk));
	new_end = page_of(page_round_up(brk));
	if (new_end > old_end)
		error = heap_grow(s, old_end, new_end);
	else if (new_end < old_end)
		error = heap_shrink(s, old_end, new_end);
	if (error < 0)
		return error;
	s->brk = brk;
	return (int64_t)brk;
}
