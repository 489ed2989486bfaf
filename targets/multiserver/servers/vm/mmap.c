/*
 * Anonymous memory between MMAP_BASE and MMAP_LIMIT, and protections. munmap splits regions where it must; a hole in
 * its range is no error (POSIX). mprotect wants the whole range mapped.
 */
#include "vm.h"

/* Checks a range as munmap and mprotect take it; on success *start and *end are its pages. */
static int range_check(const struct msg *m, page_t *start, page_t *end)
{
	uint64_t addr = m->a[0], bytes = m->a[1];

	if (addr % PAGE_SIZE != 0 || bytes == 0)
		return -EINVAL;
	if (bytes > USER_TOP || addr >= USER_TOP || addr + bytes > USER_TOP)
		return -EINVAL;
	*start = page_of(addr);
	*end = page_of(page_round_up(addr + bytes));
	return 0;
}

/* The hint is a wish: taken when it is a free, aligned place in the area. */
static page_t choose_place(const struct space *s, uint64_t hint, uint32_t pages)
{
	page_t low = page_of(MMAP_BASE), high = page_of(MMAP_LIMIT);

	if (hint != 0 && hint % PAGE_SIZE == 0 && hint >= MMAP_BASE && hint < MMAP_LIMIT) {
		page_t at = page_of(hint);

		if (pages <= high - at && region_is_free(s, at, at + pages))
			return at;
	}
	return region_gap(s, low, high, pages);
}

int64_t do_mmap(struct msg *m)
{
	struct space *s = space_find(m->source);
	uint64_t bytes = m->a[0], prot = m->a[1];
	uint32_t pages;
	page_t at;
	int error;

	if (!s)
		return -ESRCH;
	if (bytes == 0 || (prot & ~(uint64_t)PROT_ALL))
		return -EINVAL;
	if (bytes > MMAP_LIMIT - MMAP_BASE)
		return -ENOMEM;
	pages = page_of(page_round_up(bytes));
	if (region_pages(s) + pages > SPACE_PAGES)
		return -ENOMEM;
	at = choose_place(s, m->a[2], pages);
	if (at == 0)
		return -ENOMEM;
	error = region_insert(s, at, at + pages, (unsigned)prot, REGION_MMAP);
	return error < 0 ? error : (int64_t)addr_of(at);
}

/* Only what mmap made can be unmapped: image, heap and stack end with the process or by other calls. */
static int all_mmap(const struct space *s, page_t start, page_t end)
{
	for (unsigned i = region_index(s, start); i < s->nregions && s->region[i].start < end; i++)
		if (s->region[i].kind != REGION_MMAP)
			return 0;
	return 1;
}

int64_t do_munmap(struct msg *m)
{
	struct space *s = space_find(m->source);
	page_t start, end;
	int error;

	if (!s)
		return -ESRCH;
	error = range_check(m, &start, &end);
	if (error < 0)
		return error;
	if (!all_mmap(s, start, end))
		return -EINVAL;
	if (region_is_free(s, start, end))
		return 0;
	if (s->nregions + region_cuts(s, start, end) > NREGION)
		return -ENOMEM;
	region_remove(s, start, end);
	drop_range(s, start, end);
	return 0;
}

int64_t do_mprotect(struct msg *m)
{
	struct space *s = space_find(m->source);
	uint64_t prot = m->a[2];
	page_t start, end;
	int error;

	if (!s)
		return -ESRCH;
	error = range_check(m, &start, &end);
	if (error < 0)
		return error;
	if (prot & ~(uint64_t)PROT_ALL)
		return -EINVAL;
	if (!region_covers(s, start, end))
		return -ENOMEM;
	if (s->nregions + region_cuts(s, start, end) > NREGION)
		return -ENOMEM;
	region_protect(s, start, end, (unsigned)prot);
	return map_range(s, start, end);
}
