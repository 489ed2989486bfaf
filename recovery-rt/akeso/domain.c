/* Begin and end of domains (4.1, 4.2), and what completing one does to the graph. */
#include "state.h"

int akeso_begin(struct akeso *a, struct akeso_thread *t, enum akeso_kind kind, int root, void *landing)
{
	uint32_t domain;

	akeso_enter(a);
	/* What it reads of its callers makes it depend on them, unless its log becomes part of theirs or it depends on nobody. */
	if (kind != AKESO_UNLOGGED) {
		if (kind != AKESO_BASIC || root || !akeso_is_logged(a, t))
			version_publish_thread(a, t->top);
		renew(a);
	}
	domain = slot_new(a);
	if (domain) {
		struct akeso_domain *d = domain_of(a, domain);

		d->landing = landing;
		d->thread = t;
		d->below = t->top;
		d->kind = (uint8_t)kind;
		d->is_root = root || !t->top;
		t->top = domain;
		a->statistics.domains++;
	} else {
		a->statistics.domains_full++;
		if (kind == AKESO_UNLOGGED && akeso_is_logged(a, t))
			domain_break(a, t->top);
	}
	akeso_leave(a);
	return domain != 0;
}

/* A lock that one has taken and the other released is nobody's any more; the rest are the parent's, newer than its own. */
static void merge_locks(struct akeso *a, uint32_t child, uint32_t parent)
{
	uint32_t *link = &domain_of(a, child)->locks;

	while (*link) {
		struct akeso_entry *e = entry_of(a, *link);
		uint32_t other = find_lock(a, parent, e->kind == ENTRY_UNLOCK ? ENTRY_LOCK : ENTRY_UNLOCK, e->lock);

		if (other) {
			e->kind = ENTRY_DEAD;
			*link = e->older_lock;
			lock_forget(a, parent, other);
		} else {
			link = &e->older_lock;
		}
	}
	*link = domain_of(a, parent)->locks;
	domain_of(a, parent)->locks = domain_of(a, child)->locks;
}

/* Everything that pointed to the child points to the parent; the logs become one. */
static void merge(struct akeso *a, uint32_t child, uint32_t parent)
{
	struct akeso_domain *c = domain_of(a, child), *p = domain_of(a, parent);

	for (uint32_t entry = c->first; entry; entry = entry_of(a, entry)->next)
		entry_of(a, entry)->domain = (uint8_t)parent;
	merge_locks(a, child, parent);
	if (p->last)
		entry_of(a, p->last)->next = c->first;
	else
		p->first = c->first;
	if (c->last)
		p->last = c->last;
	if (!p->unpublished)
		p->unpublished = c->unpublished;
	set_join(p->out, c->out);
	for (uint32_t i = 0; (i = set_next(a->live, i));) {
		struct akeso_domain *d = domain_of(a, i);

		if (set_has(d->out, child))
			set_add(d->out, parent);
		if (d->reverses == child)
			d->reverses = parent;
	}
	set_remove(p->out, parent);
	a->statistics.merged++;
	slot_free(a, child);
}

/* 5.1.2: who depends on it depends on the active ones that it depends on, and only those edges are kept of completed ones. */
static void complete(struct akeso *a, uint32_t domain)
{
	struct akeso_domain *d = domain_of(a, domain);

	d->state = DOMAIN_COMPLETED;
	set_add(a->completed, domain);
	d->thread->uncommitted++;
	if (set_is_empty(d->out))
		return; /* it commits now, and nobody has to wait for it */
	version_publish(a, domain);
	for (unsigned i = 0; i < AKESO_DOMAINS / 64; i++)
		d->out[i] &= a->live[i] & ~a->completed[i];
	for (uint32_t i = 0; (i = set_next(a->live, i));) {
		struct akeso_domain *other = domain_of(a, i);

		if (!set_has(other->out, domain))
			continue;
		set_join(other->out, d->out);
		set_remove(other->out, i);
		if (other->state == DOMAIN_COMPLETED)
			set_remove(other->out, domain);
	}
}

/* A reversible domain does not depend on those that it was called from, unless a completed one in between does. */
static void forget_callers(struct akeso *a, struct akeso_domain *d)
{
	for (uint32_t below = d->below; below; below = domain_of(a, below)->below)
		set_remove(d->out, below);
	for (uint32_t i = 0; (i = set_next(d->out, i));)
		if (domain_of(a, i)->state == DOMAIN_COMPLETED)
			set_join(d->out, domain_of(a, i)->out);
}

/* The inverse goes to the parent, which depends on the domain until that has committed. */
static void hand_inverse(struct akeso *a, uint32_t domain, uint32_t parent, const struct akeso_call *inverse)
{
	struct akeso_entry *e = inverse ? entry_add(a, parent, ENTRY_INVERSE) : 0;
	uint32_t entry = e ? domain_of(a, parent)->last : 0;

	if (e)
		call_keep(e, inverse);
	if (e && inverse->object)
		object_add(a, parent, inverse->object, entry);
	if (!domain)
		return;
	set_add(domain_of(a, parent)->out, domain);
	domain_of(a, domain)->reverses = parent;
	domain_of(a, domain)->inverse = entry;
}

/* What is called when it goes although it has completed. Freed for good before that, what it is about is nobody's to call about. */
static void keep_repair(struct akeso *a, uint32_t domain, const struct akeso_call *call)
{
	struct akeso_entry *e = entry_add(a, domain, ENTRY_LOST);
	uint32_t entry = domain_of(a, domain)->last;

	if (!e)
		return;
	call_keep(e, call);
	domain_of(a, domain)->is_repaired = 1;
	if (call->object)
		object_add(a, domain, call->object, entry);
}

void akeso_end(struct akeso *a, struct akeso_thread *t, const struct akeso_call *inverse, struct akeso_work *work)
{
	uint32_t domain = t->top, parent;
	struct akeso_domain *d;
	int has_parent;

	akeso_enter(a);
	d = domain_of(a, domain);
	parent = d->below;
	has_parent = parent && !(d->is_root && d->kind == AKESO_BASIC) && is_logged(domain_of(a, parent));
	t->top = parent;
	if (d->kind != AKESO_UNLOGGED)
		renew(a);
	if (d->kind == AKESO_UNLOGGED) {
		slot_free(a, domain);
		if (has_parent)
			hand_inverse(a, 0, parent, inverse);
		akeso_leave(a);
		return;
	}
	if (d->kind == AKESO_BASIC && has_parent) {
		merge(a, domain, parent);
		akeso_leave(a);
		return;
	}
	if (d->kind == AKESO_TRANSPARENT)
		set_clear(d->out);
	if (d->kind == AKESO_REVERSIBLE)
		forget_callers(a, d);
	if (d->kind == AKESO_REVERSIBLE && has_parent)
		hand_inverse(a, domain, parent, inverse);
	if (d->kind == AKESO_BASIC && inverse && !set_is_empty(d->out))
		keep_repair(a, domain, inverse);
	version_publish_thread(a, parent); /* older than what is published next */
	complete(a, domain);
	if (set_is_empty(d->out))
		commit(a, domain, work);
	commit_all(a, work);
	akeso_leave(a);
}

static void drop(struct akeso *a, struct akeso_work *work)
{
	while (work->first) {
		uint32_t entry = work->first;

		work->first = entry_of(a, entry)->next;
		entry_free(a, entry);
	}
}

void akeso_abandon(struct akeso *a, struct akeso_thread *t)
{
	struct akeso_work deferred = { 0 };

	akeso_enter(a);
	version_publish_thread(a, t->top);
	renew(a);
	while (t->top) {
		uint32_t domain = t->top;
		struct akeso_domain *d = domain_of(a, domain);

		t->top = d->below;
		if (is_logged(d)) {
			set_clear(d->out);
			complete(a, domain);
			commit(a, domain, &deferred);
		} else {
			slot_free(a, domain);
		}
	}
	drop(a, &deferred);
	akeso_leave(a);
}
