/* Locks that a domain has taken, or has released for one below (5.2). */
#include "state.h"

uint32_t find_lock(struct akeso *a, uint32_t domain, enum entry_kind kind, uintptr_t lock)
{
	uint32_t e = domain_of(a, domain)->locks;

	while (e && (entry_of(a, e)->kind != kind || entry_of(a, e)->lock != lock))
		e = entry_of(a, e)->older_lock;
	return e;
}

void lock_forget(struct akeso *a, uint32_t domain, uint32_t entry)
{
	uint32_t *link = &domain_of(a, domain)->locks;

	entry_of(a, entry)->kind = ENTRY_DEAD;
	while (*link && *link != entry)
		link = &entry_of(a, *link)->older_lock;
	if (*link)
		*link = entry_of(a, entry)->older_lock;
}

/* An entry of the other kind takes back the newest one of the first; else there is a new one. */
static void lock_entry(
	struct akeso *a, struct akeso_thread *t, enum entry_kind kind, enum entry_kind other, uintptr_t lock)
{
	uint32_t before;
	struct akeso_entry *e;

	if (!akeso_is_logged(a, t))
		return;
	akeso_enter(a);
	before = find_lock(a, t->top, other, lock);
	if (before) {
		lock_forget(a, t->top, before);
	} else {
		e = entry_add(a, t->top, kind);
		if (e) {
			e->lock = lock;
			e->older_lock = domain_of(a, t->top)->locks;
			domain_of(a, t->top)->locks = domain_of(a, t->top)->last;
		}
	}
	akeso_leave(a);
}

void akeso_locked(struct akeso *a, struct akeso_thread *t, uintptr_t lock)
{
	lock_entry(a, t, ENTRY_LOCK, ENTRY_UNLOCK, lock);
}

void akeso_unlocking(struct akeso *a, struct akeso_thread *t, uintptr_t lock)
{
	lock_entry(a, t, ENTRY_UNLOCK, ENTRY_LOCK, lock);
}

int akeso_is_locked(struct akeso *a, const struct akeso_thread *t, uintptr_t lock)
{
	return akeso_is_logged(a, t) && find_lock(a, t->top, ENTRY_LOCK, lock) != 0;
}
