/*
 * Commit (4.3). A completed domain keeps edges to active domains only: those that it depends on directly or through other completed
 * ones (5.1.2). It commits when it has none; a cycle of completed domains has none in any of them and goes in one pass.
 */
#include "state.h"

/* A write or an addition that is not undone any more. One that is not published is newer than all that are. */
static void stay(struct akeso *a, uint32_t entry)
{
	const struct akeso_entry *e = entry_of(a, entry);
	uint32_t before = e->is_published ? entry : 0;

	if (e->kind == ENTRY_WRITE)
		version_final(a, e->where, e->bits, before);
	else
		version_added(a, e->where, e->bits, e->old, before);
	version_forget(a, entry);
}

/* What it has deferred is to be done now; its inverse, kept with its parent, no longer waits for it. */
void commit(struct akeso *a, uint32_t domain, struct akeso_work *work)
{
	struct akeso_domain *d = domain_of(a, domain);

	for (uint32_t entry = d->first, next; entry; entry = next) {
		struct akeso_entry *e = entry_of(a, entry);

		next = e->next;
		if (is_version(e) && version_newest(a, e->where))
			stay(a, entry);
		if (e->kind == ENTRY_OBJECT)
			object_forget(a, entry);
		if (e->kind == ENTRY_DEFERRED)
			work_append(a, work, entry);
		else
			entry_free(a, entry);
	}
	for (uint32_t i = 0; (i = set_next(a->live, i));)
		if (domain_of(a, i)->reverses == domain)
			domain_of(a, i)->reverses = domain_of(a, i)->inverse = 0;
	d->thread->uncommitted--;
	a->statistics.committed++;
	slot_free(a, domain);
}

void commit_all(struct akeso *a, struct akeso_work *work)
{
	for (uint32_t i = 0; (i = set_next(a->completed, i));)
		if (set_is_empty(domain_of(a, i)->out))
			commit(a, i, work);
}
