/* The two arrays: entries of the logs, and slots for domains. */
#include "state.h"

void akeso_enter(struct akeso *a)
{
	while (__atomic_exchange_n(&a->lock, 1, __ATOMIC_ACQUIRE))
		while (__atomic_load_n(&a->lock, __ATOMIC_RELAXED))
			__builtin_ia32_pause();
}

void akeso_leave(struct akeso *a)
{
	__atomic_store_n(&a->lock, 0, __ATOMIC_RELEASE);
}

void akeso_init(struct akeso *a, void *memory, uintptr_t bytes, int eager)
{
	uintptr_t n = bytes / sizeof(struct akeso_entry);

	for (uint64_t i = 0; i < sizeof *a / sizeof(akeso_u64); i++)
		((volatile akeso_u64 *)a)[i] = 0;
	a->entries = memory;
	a->nentries = n > UINT32_MAX - 1 ? UINT32_MAX - 1 : (uint32_t)n;
	a->eager = eager;
	a->stamp = a->epoch = 1;
}

void domain_break(struct akeso *a, uint32_t domain)
{
	for (; domain; domain = domain_of(a, domain)->below) {
		struct akeso_domain *d = domain_of(a, domain);

		d->is_broken = 1;
		if (d->is_root || d->kind != AKESO_BASIC)
			return; /* its log ends with itself */
	}
}

struct akeso_entry *entry_add(struct akeso *a, uint32_t domain, enum entry_kind kind)
{
	struct akeso_domain *d = domain_of(a, domain);
	struct akeso_entry *e;
	uint32_t entry = a->free_entry;

	if (entry) {
		a->free_entry = entry_of(a, entry)->next;
	} else if (a->unused < a->nentries) {
		entry = ++a->unused;
	} else {
		if (!d->is_broken)
			a->statistics.log_full++;
		domain_break(a, domain);
		return 0;
	}
	if (++a->used > a->statistics.entries_high)
		a->statistics.entries_high = a->used;
	e = entry_of(a, entry);
	e->kind = kind;
	e->domain = (uint8_t)domain;
	e->next = 0;
	e->is_published = 0;
	if (d->last)
		entry_of(a, d->last)->next = entry;
	else
		d->first = entry;
	d->last = entry;
	if (!d->unpublished)
		d->unpublished = entry;
	return e;
}

void entry_free(struct akeso *a, uint32_t entry)
{
	entry_of(a, entry)->next = a->free_entry;
	a->free_entry = entry;
	a->used--;
}

void work_append(struct akeso *a, struct akeso_work *work, uint32_t entry)
{
	entry_of(a, entry)->next = 0;
	if (work->last)
		entry_of(a, work->last)->next = entry;
	else
		work->first = entry;
	work->last = entry;
}

int akeso_next(struct akeso *a, struct akeso_work *work, struct akeso_action *action)
{
	int found = 0;

	if (!work->first)
		return 0;
	akeso_enter(a);
	while (work->first && !found) {
		uint32_t entry = work->first;
		const struct akeso_entry *e = entry_of(a, entry);

		found = 1;
		if (e->kind == ENTRY_LOCK)
			*action = (struct akeso_action){ .kind = AKESO_RELEASE_LOCK, .lock = e->lock };
		else if (e->kind == ENTRY_INVERSE || e->kind == ENTRY_DEFERRED || e->kind == ENTRY_LOST)
			*action = (struct akeso_action){ AKESO_CALL,
				{ e->function, { e->argument[0], e->argument[1], e->argument[2] }, 0 }, 0 };
		else
			found = 0;
		if (e->kind == ENTRY_OBJECT)
			object_forget(a, entry);
		work->first = e->next;
		if (!work->first)
			work->last = 0;
		entry_free(a, entry);
	}
	akeso_leave(a);
	return found;
}

uint32_t slot_new(struct akeso *a)
{
	for (unsigned i = 0; i < AKESO_DOMAINS / 64; i++)
		if (~a->live[i]) {
			uint32_t domain = i * 64 + (uint32_t)__builtin_ctzll(~a->live[i]) + 1;

			set_add(a->live, domain);
			*domain_of(a, domain) = (struct akeso_domain){ .state = DOMAIN_ACTIVE };
			return domain;
		}
	return 0;
}

void slot_free(struct akeso *a, uint32_t domain)
{
	set_remove(a->live, domain);
	set_remove(a->completed, domain);
	for (uint32_t i = 0; (i = set_next(a->live, i));)
		set_remove(domain_of(a, i)->out, domain);
	domain_of(a, domain)->state = DOMAIN_FREE;
}

int akeso_next_lock(struct akeso *a, struct akeso_work *work, struct akeso_work *calls, struct akeso_action *action)
{
	while (work->first && entry_of(a, work->first)->kind != ENTRY_LOCK) {
		uint32_t call = work->first;

		work->first = entry_of(a, call)->next;
		work_append(a, calls, call);
	}
	return akeso_next(a, work, action);
}
