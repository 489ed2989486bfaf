/* What a process can ask about memory: the machine's and its own. */
#include "vm.h"

static uint32_t shared_pages(const struct space *s)
{
	uint32_t shared = 0;

	for (int i = s->leaves; i >= 0; i = leaf_at(i)->next)
		for (unsigned p = 0; p < LEAF_PAGES; p++) {
			frame_t frame = leaf_at(i)->frame[p];

			if (frame != NO_FRAME && frame_refs(frame) > 1)
				shared++;
		}
	return shared;
}

int64_t do_info(struct msg *m)
{
	struct space *s = space_find(m->source);

	m->a[1] = frames_free;
	m->a[2] = s ? s->pages : 0;
	m->a[3] = s ? shared_pages(s) : 0;
	return 0;
}

int64_t do_regions(struct msg *m)
{
	struct space *s = space_find(m->source);
	const struct region *r;

	if (!s)
		return -ESRCH;
	if (m->a[0] >= s->nregions)
		return -ENOENT;
	r = &s->region[m->a[0]];
	m->a[1] = addr_of(r->start);
	m->a[2] = addr_of(r->end) - addr_of(r->start);
	m->a[3] = r->prot;
	return 0;
}
