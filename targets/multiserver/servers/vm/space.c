/* Address spaces: the table of them, and the two requests that begin and end one. */
#include "vm.h"

struct space spaces[NSPACE];

void space_init(void)
{
	for (unsigned i = 0; i < NSPACE; i++) {
		spaces[i].owner = EP_NONE;
		spaces[i].leaves = -1;
	}
}

struct space *space_find(endpoint_t owner)
{
	if (owner == EP_NONE)
		return NULL;
	for (unsigned i = 0; i < NSPACE; i++)
		if (spaces[i].owner == owner)
			return &spaces[i];
	return NULL;
}

struct space *space_alloc(endpoint_t owner)
{
	for (unsigned i = 0; i < NSPACE; i++) {
		struct space *s = &spaces[i];

		if (s->owner != EP_NONE)
			continue;
		s->owner = owner;
		s->heap_start = 0;
		s->brk = 0;
		s->leaves = -1;
		s->nregions = 0;
		s->pages = 0;
		return s;
	}
	return NULL;
}

void space_empty(struct space *s)
{
	leaf_drop(s, 0, page_of(USER_TOP));
	ms_assert(s->leaves < 0 && s->pages == 0);
	s->nregions = 0;
	s->heap_start = 0;
	s->brk = 0;
}

void space_free(struct space *s)
{
	space_empty(s);
	s->owner = EP_NONE;
}

/* Does the kernel map any page of it? */
static int is_mapped(const struct space *s)
{
	page_t end = page_of(USER_TOP);

	for (page_t p = leaf_next_page(s, 0, end); p < end; p = leaf_next_page(s, p + 1, end))
		if (kc_vm_lookup(s->owner, addr_of(p), NULL) >= 0)
			return 1;
	return 0;
}

int space_settle(endpoint_t owner)
{
	struct space *s = space_find(owner);

	if (s && s->pages > 0 && !is_mapped(s))
		space_empty(s);
	return 0;
}

static int is_user_endpoint(uint64_t ep)
{
	uint64_t slot = ep & 0xff;

	return ep < EP_NONE && slot >= USER_SLOT_FIRST && slot < NSLOT;
}

int64_t do_new(struct msg *m)
{
	if (m->source != EP_PM)
		return -EPERM;
	if (!is_user_endpoint(m->a[0]))
		return -EINVAL;
	if (space_find((endpoint_t)m->a[0]))
		return -EEXIST;
	return space_alloc((endpoint_t)m->a[0]) ? 0 : -ENOMEM;
}

int64_t do_exit(struct msg *m)
{
	struct space *s;

	if (m->source != EP_PM)
		return -EPERM;
	s = space_find((endpoint_t)m->a[0]);
	if (!s)
		return -ESRCH;
	space_free(s);
	kc_vm_clear((endpoint_t)m->a[0]);
	return 0;
}
