/*
 * Fork: the child gets the parent's regions and names the same frames. From then on every shared frame is read-only in
 * both page tables (pagemap.c); the first write makes a copy (fault.c). All books are written before the kernel is told
 * of the first page, so that a crash on the way there leaves nothing behind.
 */
#include "vm.h"

static void copy_books(const struct space *parent, struct space *child)
{
	child->heap_start = parent->heap_start;
	child->brk = parent->brk;
	child->nregions = parent->nregions;
	for (unsigned i = 0; i < parent->nregions; i++)
		child->region[i] = parent->region[i];
	for (int i = parent->leaves; i >= 0; i = leaf_at(i)->next) {
		const struct leaf *from = leaf_at(i);
		int to = leaf_need(child, from->base);

		ms_assert(to >= 0);
		for (unsigned p = 0; p < LEAF_PAGES; p++) {
			if (from->frame[p] == NO_FRAME)
				continue;
			frame_share(from->frame[p]);
			leaf_set(child, from->base + p, from->frame[p]);
		}
	}
}

/* The parent loses write permission on what it shares now; pages of read-only regions have none to lose. */
static void protect_parent(struct space *parent)
{
	for (unsigned i = 0; i < parent->nregions; i++) {
		const struct region *r = &parent->region[i];

		if (r->prot & PROT_WRITE)
			map_note_range(parent, r->start, r->end);
	}
}

int64_t do_fork(struct msg *m)
{
	struct space *parent, *child;
	endpoint_t child_ep = (endpoint_t)m->a[1];
	int error;

	if (m->source != EP_PM)
		return -EPERM;
	parent = space_find((endpoint_t)m->a[0]);
	if (!parent)
		return -ESRCH;
	if (space_find(child_ep))
		return -EEXIST;
	if (leaf_count(parent) > leaves_free)
		return -ENOMEM;
	child = space_alloc(child_ep);
	if (!child)
		return -ENOMEM;
	copy_books(parent, child);
	protect_parent(parent);
	map_note_range(child, 0, page_of(USER_TOP));
	error = map_tell();
	if (error < 0) {
		space_free(child);
		kc_vm_clear(child_ep);
	}
	return error;
}
