/*
 * Commit (4.3). A completed domain keeps edges to active domains only: those that it depends on directly or through other completed
 * ones (5.1.2). It commits when it has none; a cycle of completed domains has none in any of them and goes in one pass.
 */
#include "state.h"

/* What it has deferred is to be done now; its inverse, kept with its parent, no longer waits for it. */
static void commit(struct akeso *a, uint32_t domain, struct akeso_work *work)
{
	struct akeso_domain *d = domain_of(a, domain);

	for (uint32_t entry = d->first, next; entry; entry = next) {
		struct akeso_entry *e = entry_of(a, entry);

		next = e->next;
		if (e->kind == ENTRY_WRITE) {
			version_final(a, e->where, e->mask, entry);
			version_forget(a, entry);
		}
		if (e->kind == ENTRY_DEFERRED)
			work_append(a, work, entry);
		else
			entry_free(a, entry);
	}
	for (uint32_t i = 0; i < AKESO_DOMAINS; i++)
		if (a->domains[i].state != DOMAIN_FREE && a->domains[i].reverses == domain)
			a->domains[i].reverses = a->domains[i].inverse = 0;
	d->thread->uncommitted--;
	a->statistics.committed++;
	slot_free(a, domain);
}

void commit_all(struct akeso *a, struct akeso_work *work)
{
	for (uint32_t i = 0; i < AKESO_DOMAINS; i++)
		if (a->domains[i].state == DOMAIN_COMPLETED && set_is_empty(a->domains[i].out))
			commit(a, i + 1, work);
}
