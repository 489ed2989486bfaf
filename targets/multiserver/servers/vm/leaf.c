/*
 * Leaves: the sparse map from a page of a space to the frame behind it. A leaf covers LEAF_PAGES pages at a multiple of
 * that; the leaves of a space are chained in ascending order, all others are on the free list. An empty leaf of a space
 * goes back at once, so that the number of leaves follows from the pages alone.
 */
#include "vm.h"

uint32_t leaves_free;

static struct leaf leaves[NLEAF];
static int16_t free_head;

/* Where the last search ended: pages mostly come in ascending order, and a long chain is not walked for each of them. */
static const struct space *near_space;
static int16_t near_leaf;

void leaf_init(void)
{
	free_head = -1;
	for (int i = NLEAF - 1; i >= 0; i--) {
		leaves[i].next = free_head;
		free_head = (int16_t)i;
	}
	leaves_free = NLEAF;
}

static page_t base_of(page_t page)
{
	return page & ~(LEAF_PAGES - 1);
}

/* A leaf of the space at or before this base from which the chain can be followed; -1 when the space has none. */
static int16_t search_start(const struct space *s, page_t base)
{
	return near_space == s && leaves[near_leaf].base <= base ? near_leaf : s->leaves;
}

static int found(const struct space *s, int16_t leaf)
{
	near_space = s;
	near_leaf = leaf;
	return leaf;
}

int leaf_find(const struct space *s, page_t page)
{
	page_t base = base_of(page);

	for (int16_t i = search_start(s, base); i >= 0; i = leaves[i].next) {
		if (leaves[i].base == base)
			return found(s, i);
		if (leaves[i].base > base)
			break;
	}
	return -1;
}

int leaf_need(struct space *s, page_t page)
{
	page_t base = base_of(page);
	int16_t start = search_start(s, base);
	int16_t *link = &s->leaves;
	int16_t fresh;

	if (start >= 0 && leaves[start].base == base)
		return start;
	if (start >= 0 && leaves[start].base < base)
		link = &leaves[start].next;

	while (*link >= 0 && leaves[*link].base < base)
		link = &leaves[*link].next;
	if (*link >= 0 && leaves[*link].base == base)
		return found(s, *link);
	fresh = free_head;
	if (fresh < 0)
		return -ENOMEM;
	free_head = leaves[fresh].next;
	leaves_free--;
	leaves[fresh].base = base;
	leaves[fresh].used = 0;
	for (unsigned i = 0; i < LEAF_PAGES; i++)
		leaves[fresh].frame[i] = NO_FRAME;
	leaves[fresh].next = *link;
	*link = fresh;
	return found(s, fresh);
}

frame_t leaf_get(const struct space *s, page_t page)
{
	int i = leaf_find(s, page);

	return i < 0 ? NO_FRAME : leaves[i].frame[page % LEAF_PAGES];
}

void leaf_set(struct space *s, page_t page, frame_t frame)
{
	int i = leaf_find(s, page);

	ms_assert(i >= 0 && leaves[i].frame[page % LEAF_PAGES] == NO_FRAME);
	leaves[i].frame[page % LEAF_PAGES] = frame;
	leaves[i].used++;
	s->pages++;
}

frame_t leaf_exchange(struct space *s, page_t page, frame_t frame)
{
	int i = leaf_find(s, page);
	frame_t old;

	ms_assert(i >= 0);
	old = leaves[i].frame[page % LEAF_PAGES];
	ms_assert(old != NO_FRAME);
	leaves[i].frame[page % LEAF_PAGES] = frame;
	return old;
}

static uint32_t drop_from(struct leaf *l, page_t start, page_t end)
{
	page_t from = start > l->base ? start - l->base : 0;
	page_t to = end - l->base < LEAF_PAGES ? end - l->base : LEAF_PAGES;
	uint32_t dropped = 0;

	for (page_t p = from; p < to; p++) {
		if (l->frame[p] == NO_FRAME)
			continue;
		frame_drop(l->frame[p]);
		l->frame[p] = NO_FRAME;
		l->used--;
		dropped++;
	}
	return dropped;
}

uint32_t leaf_drop(struct space *s, page_t start, page_t end)
{
	int16_t *link = &s->leaves;
	uint32_t dropped = 0;

	near_space = NULL; /* it may be one that goes now */
	while (*link >= 0) {
		int16_t i = *link;

		if (leaves[i].base >= end)
			break;
		if (leaves[i].base + LEAF_PAGES > start)
			dropped += drop_from(&leaves[i], start, end);
		if (leaves[i].used > 0) {
			link = &leaves[i].next;
			continue;
		}
		*link = leaves[i].next;
		leaves[i].next = free_head;
		free_head = i;
		leaves_free++;
	}
	ms_assert(s->pages >= dropped);
	s->pages -= dropped;
	return dropped;
}

uint32_t leaf_count(const struct space *s)
{
	uint32_t n = 0;

	for (int i = s->leaves; i >= 0; i = leaves[i].next)
		n++;
	return n;
}

page_t leaf_next_page(const struct space *s, page_t from, page_t end)
{
	for (int i = search_start(s, base_of(from)); i >= 0; i = leaves[i].next) {
		const struct leaf *l = &leaves[i];
		page_t p = from > l->base ? from - l->base : 0;

		if (l->base >= end)
			break;
		for (; p < LEAF_PAGES; p++)
			if (l->frame[p] != NO_FRAME)
				return l->base + p < end ? l->base + p : end;
	}
	return end;
}

const struct leaf *leaf_at(int index)
{
	return &leaves[index];
}

static unsigned audit_space(const struct space *s, uint32_t *used, char *text, size_t size)
{
	uint32_t pages = 0;
	page_t last = 0;

	for (int i = s->leaves; i >= 0; i = leaves[i].next) {
		const struct leaf *l = &leaves[i];
		uint32_t n = 0;

		if (++*used > NLEAF || l->base < last || l->base % LEAF_PAGES != 0) {
			sv_format(text, size, "leaves of %x are out of order", s->owner);
			return 1;
		}
		last = l->base + LEAF_PAGES;
		for (unsigned p = 0; p < LEAF_PAGES; p++)
			n += l->frame[p] != NO_FRAME;
		if (n != l->used || n == 0) {
			sv_format(text, size, "leaf %x of %x says %u pages, has %u", l->base, s->owner, l->used, n);
			return 1;
		}
		pages += n;
	}
	if (pages == s->pages)
		return 0;
	sv_format(text, size, "%x has %u pages, %u counted", s->owner, pages, s->pages);
	return 1;
}

unsigned leaf_audit(const struct space *all, char *text, size_t size)
{
	uint32_t used = 0, idle = 0;

	for (unsigned i = 0; i < NSPACE; i++)
		if (all[i].owner != EP_NONE && audit_space(&all[i], &used, text, size))
			return 1;
	for (int i = free_head; i >= 0 && idle <= NLEAF; i = leaves[i].next)
		idle++;
	if (idle == leaves_free && used + idle == NLEAF)
		return 0;
	sv_format(text, size, "%u leaves used, %u idle (%u counted) of %u", used, idle, leaves_free, NLEAF);
	return 1;
}
