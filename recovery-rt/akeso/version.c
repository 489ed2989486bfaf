/*
 * Memory versioning (4.2, 5.1.2). The table holds the speculative writes of all domains by the word that they changed, newest
 * first. A write keeps, byte by byte, what stood there before it. When a writer is rolled back, its old bytes go to the next
 * newer write of the same bytes, or to memory when there is none: so writers can go in any order, and what is left at last is
 * the value before all of them. When a write becomes final, no older write of another domain has anything left to undo there.
 */
#include "state.h"

static void set_newest(struct akeso *a, uintptr_t where, uint32_t entry)
{
	__atomic_store_n(&a->buckets[bucket_of(where)], entry, __ATOMIC_RELAXED);
}

static void publish(struct akeso *a, uint32_t entry)
{
	struct akeso_entry *e = entry_of(a, entry);

	e->newer = 0;
	e->older = version_newest(a, e->where);
	if (e->older)
		entry_of(a, e->older)->newer = entry;
	set_newest(a, e->where, entry);
	e->is_published = 1;
	a->pages[page_of(e->where)]++;
	__atomic_fetch_add(&a->versions, 1, __ATOMIC_RELAXED);
}

void version_publish(struct akeso *a, uint32_t domain)
{
	struct akeso_domain *d = domain_of(a, domain);

	if (!d->unpublished)
		return;
	if (!++a->epoch) {
		for (unsigned i = 0; i < AKESO_TOUCHED; i++)
			a->touched[i] = 0;
		for (unsigned i = 0; i < AKESO_PAGES; i++)
			a->touched_pages[i] = 0;
		a->epoch = 1;
	}
	for (uint32_t e = d->unpublished; e; e = entry_of(a, e)->next)
		if (entry_of(a, e)->kind == ENTRY_WRITE && !entry_of(a, e)->is_published)
			publish(a, e);
	d->unpublished = 0;
}

void version_publish_thread(struct akeso *a, uint32_t top)
{
	if (!top)
		return;
	version_publish_thread(a, domain_of(a, top)->below);
	version_publish(a, top);
}

void version_forget(struct akeso *a, uint32_t entry)
{
	struct akeso_entry *e = entry_of(a, entry);

	if (!e->is_published)
		return;
	if (e->newer)
		entry_of(a, e->newer)->older = e->older;
	else
		set_newest(a, e->where, e->older);
	if (e->older)
		entry_of(a, e->older)->newer = e->newer;
	e->is_published = 0;
	a->pages[page_of(e->where)]--;
	__atomic_fetch_sub(&a->versions, 1, __ATOMIC_RELAXED);
}

/* From ENTRY on towards older ones: those of word WHERE lose MASK. */
static void take_bytes(struct akeso *a, uint32_t entry, uintptr_t where, uint8_t mask)
{
	for (uint32_t older; entry; entry = older) {
		struct akeso_entry *e = entry_of(a, entry);

		older = e->older;
		if (e->where != where)
			continue;
		e->mask &= (uint8_t)~mask;
		if (!e->mask) {
			version_forget(a, entry);
			e->kind = ENTRY_DEAD;
		}
	}
}

void version_final(struct akeso *a, uintptr_t where, uint8_t mask, uint32_t entry)
{
	take_bytes(a, entry ? entry_of(a, entry)->older : version_newest(a, where), where, mask);
}

void version_undo(struct akeso *a, uint32_t entry)
{
	struct akeso_entry *e = entry_of(a, entry);
	uint8_t left = e->mask;

	for (uint32_t n = e->newer; n && left; n = entry_of(a, n)->newer) {
		struct akeso_entry *newer = entry_of(a, n);
		uint8_t both = newer->mask & left;

		if (newer->where != e->where || !both)
			continue;
		for (unsigned i = 0; i < WORD; i++)
			if (both >> i & 1)
				newer->old[i] = e->old[i];
		left &= (uint8_t)~both;
	}
	for (unsigned i = 0; i < WORD; i++)
		if (left >> i & 1)
			((volatile uint8_t *)e->where)[i] = e->old[i];
	version_forget(a, entry);
}
