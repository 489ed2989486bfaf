/*
 * A fault (4.4): the set of domains that go, whether all of them can, and then their writes, their operations and their threads.
 */
#include "state.h"

static int is_below(struct akeso *a, uint32_t domain, const uint64_t *set)
{
	for (uint32_t below = domain_of(a, domain)->below; below; below = domain_of(a, below)->below)
		if (set_has(set, below))
			return 1;
	return 0;
}

/*
 * A domain goes with one that it depends on; an active one with one that it was entered from, because its thread returns there;
 * and a reversible operation that is not final yet goes with the domain that holds its inverse, instead of being reversed.
 */
static int goes_with(struct akeso *a, uint32_t domain, const uint64_t *set)
{
	const struct akeso_domain *d = domain_of(a, domain);

	if (d->state == DOMAIN_FREE || set_has(set, domain))
		return 0;
	if (is_logged(d) && sets_meet(d->out, set))
		return 1;
	if (d->state == DOMAIN_COMPLETED)
		return d->reverses && set_has(set, d->reverses);
	return is_below(a, domain, set);
}

/* 1: a reversible operation whose inverse is held by one that stays, or an active domain above which one stays: its thread comes back to it. */
static int is_held_back(struct akeso *a, uint32_t domain, const uint64_t *stay)
{
	const struct akeso_domain *d = domain_of(a, domain);

	if (d->state == DOMAIN_COMPLETED)
		return d->reverses && set_has(stay, d->reverses);
	for (uint32_t above = d->thread->top; above && above != domain; above = domain_of(a, above)->below)
		if (set_has(stay, above))
			return 1;
	return 0;
}

/* All that go with THREAD's innermost domain. Those of others that would and cannot be rolled back stay, and keep what they have seen. */
static void close_set(struct akeso *a, const struct akeso_thread *thread, uint64_t *set, uint64_t *stay)
{
	for (int grew = 1; grew;) {
		grew = 0;
		for (uint32_t i = 0; (i = set_next(a->live, i));) {
			const struct akeso_domain *d = domain_of(a, i);

			if (set_has(stay, i) || !goes_with(a, i, set))
				continue;
			grew = 1;
			if (d->thread == thread || !(d->is_broken || is_held_back(a, i, stay))) {
				set_add(set, i);
				continue;
			}
			set_add(stay, i);
			set_clear(set); /* what has been found so far may have been held by this one */
			set_add(set, thread->top);
		}
	}
}

/*
 * What an entry ENTRY_UNLOCK of this domain has taken back, or was taken back by, in another domain that goes too: an acquisition
 * in one below, or one above, which has acquired the lock again. 0: there is none.
 */
static uint32_t acquisition(struct akeso *a, uint32_t domain, uintptr_t lock, const uint64_t *set)
{
	uint32_t found = 0;

	for (uint32_t d = domain_of(a, domain)->below; d && !found; d = domain_of(a, d)->below)
		found = set_has(set, d) ? find_lock(a, d, ENTRY_LOCK, lock) : 0;
	for (uint32_t d = domain_of(a, domain)->thread->top; d && d != domain && !found; d = domain_of(a, d)->below)
		found = find_lock(a, d, ENTRY_LOCK, lock); /* above it: all of them go */
	return found;
}

/* A lock that was released and cannot be had back (*LOCK), or something that could not be kept: then nothing can be rolled back. */
static int can_go(struct akeso *a, uint32_t domain, const uint64_t *set, uintptr_t *lock)
{
	const struct akeso_domain *d = domain_of(a, domain);

	if (d->is_broken)
		return 0;
	for (uint32_t e = d->first; e; e = entry_of(a, e)->next)
		if (entry_of(a, e)->kind == ENTRY_UNLOCK && !acquisition(a, domain, entry_of(a, e)->lock, set)) {
			*lock = entry_of(a, e)->lock;
			return 0;
		}
	return 1;
}

static void settle_locks(struct akeso *a, uint32_t domain, const uint64_t *set)
{
	for (uint32_t e = domain_of(a, domain)->first; e; e = entry_of(a, e)->next)
		if (entry_of(a, e)->kind == ENTRY_UNLOCK)
			entry_of(a, acquisition(a, domain, entry_of(a, e)->lock, set))->kind = ENTRY_DEAD;
}

/* The newest operation is undone first. */
static void prepend(struct akeso *a, struct akeso_work *work, uint32_t entry)
{
	entry_of(a, entry)->domain = 0;
	entry_of(a, entry)->next = work->first;
	work->first = entry;
	if (!work->last)
		work->last = entry;
}

/* Its object comes first, as that of an inverse does: it is out of the table before the call is made. */
static void call_late(struct akeso *a, struct akeso_work *late, uint32_t entry)
{
	uint32_t next = entry_of(a, entry)->next;

	if (next && entry_of(a, next)->kind == ENTRY_OBJECT) {
		entry_of(a, next)->domain = 0;
		work_append(a, late, next);
	}
	entry_of(a, entry)->domain = 0;
	work_append(a, late, entry);
}

/* LATE: calls that are made after those of all domains that go. */
static void undo(struct akeso *a, uint32_t domain, struct akeso_work *work, struct akeso_work *late)
{
	for (uint32_t entry = domain_of(a, domain)->first, next; entry; entry = next) {
		struct akeso_entry *e = entry_of(a, entry);

		next = e->next;
		a->statistics.undone++;
		if (is_version(e))
			version_undo(a, entry);
		if (e->kind == ENTRY_LOST) {
			call_late(a, late, entry); /* the last of its log */
			return;
		}
		if (e->kind == ENTRY_INVERSE || e->kind == ENTRY_OBJECT || e->kind == ENTRY_LOCK)
			prepend(a, work, entry);
		else
			entry_free(a, entry);
	}
}

static void list(struct akeso_work *work, struct akeso_thread *thread)
{
	if (thread->listed)
		return;
	thread->listed = 1;
	thread->next = work->threads;
	work->threads = thread;
}

/* Its thread learns of it: an active domain is left, and one that had returned has told somebody what is not so. */
static void leave(struct akeso *a, uint32_t domain, const uint64_t *set, struct akeso_work *work)
{
	struct akeso_domain *d = domain_of(a, domain);

	if (d->state == DOMAIN_COMPLETED) {
		d->thread->uncommitted--;
		if (d->reverses)
			return; /* with the domain that called it */
		if (d->is_repaired)
			return;
		d->thread->lost++;
		list(work, d->thread);
	} else if (!is_below(a, domain, set)) {
		d->thread->landing = d->landing;
		d->thread->top = d->below;
		list(work, d->thread);
	}
}

static void append(struct akeso *a, struct akeso_work *work, const struct akeso_work *more)
{
	if (!more->first)
		return;
	if (work->last)
		entry_of(a, work->last)->next = more->first;
	else
		work->first = more->first;
	work->last = more->last;
}

static void roll_back(struct akeso *a, const uint64_t *set, struct akeso_work *work)
{
	struct akeso_work undone = { 0 }, late = { 0 };

	for (uint32_t i = 0; (i = set_next(set, i));) {
		version_publish(a, i);
		settle_locks(a, i, set);
		if (domain_of(a, i)->inverse)
			inverse_drop(a, domain_of(a, i)->inverse);
	}
	for (uint32_t i = 0; (i = set_next(set, i));) {
		leave(a, i, set, work);
		undo(a, i, &undone, &late);
		a->statistics.rolled_back++;
	}
	for (uint32_t i = 0; (i = set_next(set, i));)
		slot_free(a, i);
	append(a, work, &undone);
	append(a, work, &late);
}

enum akeso_result akeso_fault(struct akeso *a, struct akeso_thread *t, struct akeso_work *work)
{
	uint64_t set[AKESO_DOMAINS / 64] = { 0 }, stay[AKESO_DOMAINS / 64] = { 0 };
	int can, crosses = 0;

	akeso_enter(a);
	renew(a);
	can = akeso_is_logged(a, t) && !t->whole;
	if (can) {
		version_publish_thread(a, t->top);
		set_add(set, t->top);
		close_set(a, t, set, stay);
	}
	for (uint32_t i = 0; can && (i = set_next(set, i));) {
		uintptr_t lock = 0;

		can = can_go(a, i, set, &lock);
		crosses |= domain_of(a, i)->thread != t;
		if (!can)
			a->obstacle = (struct akeso_obstacle){
				domain_of(a, i)->state == DOMAIN_ACTIVE ? domain_of(a, i)->landing : 0, lock,
				domain_of(a, i)->thread != t
			};
	}
	if (can) {
		roll_back(a, set, work);
		a->statistics.rollbacks++;
		a->statistics.cross_thread += (uint64_t)crosses;
		for (uint32_t i = 0; (i = set_next(stay, i));)
			a->statistics.left_behind++;
	} else {
		a->statistics.unrecoverable++;
	}
	akeso_leave(a);
	return can ? AKESO_DONE : AKESO_UNRECOVERABLE;
}
