/*
 * Regions of a space: a sorted table of ranges that do not meet. Cutting a range out or changing its protection first
 * splits the regions at both ends of the range, so that the rest of the work sees whole regions only. Callers ask for
 * the room before they change anything (region_cuts), therefore no change can fail half way.
 */
#include "vm.h"

unsigned region_index(const struct space *s, page_t page)
{
	unsigned low = 0, high = s->nregions;

	while (low < high) {
		unsigned mid = (low + high) / 2;

		if (s->region[mid].end > page)
			high = mid;
		else
			low = mid + 1;
	}
	return low;
}

struct region *region_find(struct space *s, page_t page)
{
	unsigned i = region_index(s, page);

	if (i == s->nregions || s->region[i].start > page)
		return NULL;
	return &s->region[i];
}

int region_is_free(const struct space *s, page_t start, page_t end)
{
	unsigned i = region_index(s, start);

	return i == s->nregions || s->region[i].start >= end;
}

int region_covers(const struct space *s, page_t start, page_t end)
{
	for (unsigned i = region_index(s, start); i < s->nregions; i++) {
		if (s->region[i].start > start)
			return 0;
		start = s->region[i].end;
		if (start >= end)
			return 1;
	}
	return 0;
}

uint32_t region_pages(const struct space *s)
{
	uint32_t pages = 0;

	for (unsigned i = 0; i < s->nregions; i++)
		pages += s->region[i].end - s->region[i].start;
	return pages;
}

static int alike(const struct region *r, unsigned prot, enum region_kind kind)
{
	return r->prot == prot && r->kind == kind;
}

static void open_slot(struct space *s, unsigned at)
{
	ms_assert(s->nregions < NREGION && at <= s->nregions);
	for (unsigned i = s->nregions; i > at; i--)
		s->region[i] = s->region[i - 1];
	s->nregions++;
}

static void close_slot(struct space *s, unsigned at)
{
	ms_assert(at < s->nregions);
	s->nregions--;
	for (unsigned i = at; i < s->nregions; i++)
		s->region[i] = s->region[i + 1];
}

/* Joins the region at `at` with the one before it when they touch and are alike. Images and stacks stay apart. */
static void join_before(struct space *s, unsigned at)
{
	struct region *a, *b;

	if (at == 0 || at >= s->nregions)
		return;
	a = &s->region[at - 1];
	b = &s->region[at];
	if (a->end != b->start || !alike(a, b->prot, b->kind))
		return;
	if (a->kind != REGION_MMAP && a->kind != REGION_HEAP)
		return;
	a->end = b->end;
	close_slot(s, at);
}

int region_insert(struct space *s, page_t start, page_t end, unsigned prot, enum region_kind kind)
{
	unsigned at = region_index(s, start);

	ms_assert(start < end && region_is_free(s, start, end));
	if (s->nregions == NREGION)
		return -ENOMEM;
	open_slot(s, at);
	s->region[at] = (struct region){ .start = start, .end = end, .prot = (uint8_t)prot, .kind = (uint8_t)kind };
	join_before(s, at + 1);
	join_before(s, at);
	return 0;
}

static int cuts_at(const struct space *s, page_t page)
{
	unsigned i = region_index(s, page);

	return i < s->nregions && s->region[i].start < page;
}

unsigned region_cuts(const struct space *s, page_t start, page_t end)
{
	return (unsigned)cuts_at(s, start) + (unsigned)cuts_at(s, end);
}

static void cut(struct space *s, page_t page)
{
	unsigned i = region_index(s, page);

	if (!cuts_at(s, page))
		return;
	open_slot(s, i);
	s->region[i] = s->region[i + 1];
	s->region[i].end = page;
	s->region[i + 1].start = page;
}

void region_remove(struct space *s, page_t start, page_t end)
{
	unsigned i;

	cut(s, start);
	cut(s, end);
	i = region_index(s, start);
	while (i < s->nregions && s->region[i].start < end)
		close_slot(s, i);
}

void region_protect(struct space *s, page_t start, page_t end, unsigned prot)
{
	unsigned first;

	cut(s, start);
	cut(s, end);
	first = region_index(s, start);
	for (unsigned i = first; i < s->nregions && s->region[i].start < end; i++)
		s->region[i].prot = (uint8_t)prot;
	for (unsigned i = region_index(s, end) + 1; i-- > first;)
		join_before(s, i);
}

page_t region_gap(const struct space *s, page_t low, page_t high, uint32_t pages)
{
	for (unsigned i = region_index(s, low); low + pages <= high; i++) {
		if (i == s->nregions || s->region[i].start >= low + pages)
			return low;
		low = s->region[i].end;
	}
	return 0;
}

unsigned region_audit(const struct space *s, char *text, size_t size)
{
	page_t last = 0;

	if (s->nregions > NREGION) {
		sv_format(text, size, "%x has %u regions", s->owner, s->nregions);
		return 1;
	}
	for (unsigned i = 0; i < s->nregions; i++) {
		const struct region *r = &s->region[i];

		if (r->start < last || r->start >= r->end || r->end > page_of(USER_TOP) || r->kind == REGION_FREE) {
			sv_format(text, size, "region %x-%x of %x is out of order", r->start, r->end, s->owner);
			return 1;
		}
		last = r->end;
	}
	return 0;
}
