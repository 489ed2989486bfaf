/* What a thread does inside a domain: reads make edges, everything else makes entries. */
#include "state.h"

void depend(struct akeso *a, uint32_t domain, uint32_t owner)
{
	struct akeso_domain *d = domain_of(a, domain), *o = domain_of(a, owner);

	if (set_has(d->out, owner))
		return;
	set_add(d->out, owner);
	if (o->state == DOMAIN_COMPLETED)
		set_join(d->out, o->out);
	set_remove(d->out, domain);
	a->statistics.edges += o->thread != d->thread;
}

/* Bits of the word that the thread's own unpublished writes cover: they hide all versions in the table. */
static uint64_t own_bits(struct akeso *a, uint32_t top, uintptr_t where)
{
	uint64_t bits = 0;

	for (; top; top = domain_of(a, top)->below)
		for (uint32_t e = domain_of(a, top)->unpublished; e; e = entry_of(a, e)->next)
			if (entry_of(a, e)->kind == ENTRY_WRITE && !entry_of(a, e)->is_published &&
				entry_of(a, e)->where == where)
				bits |= entry_of(a, e)->bits;
	return bits;
}

/* Additions make nobody depend on them. */
static void read_word(struct akeso *a, uint32_t domain, uintptr_t where, uint64_t bits)
{
	int looked = 0;

	for (uint32_t e = version_newest(a, where); e && bits; e = entry_of(a, e)->older) {
		const struct akeso_entry *version = entry_of(a, e);

		if (version->where != where || version->kind != ENTRY_WRITE || !(version->bits & bits))
			continue;
		if (version->domain != domain && !looked++) /* rare: only 2 of 100,000 reads in the kernel come here */
			bits &= ~own_bits(a, domain, where);
		if (version->bits & bits && version->domain != domain)
			depend(a, domain, version->domain);
		bits &= ~version->bits;
	}
}

void akeso_read(struct akeso *a, struct akeso_thread *t, const void *address, uint64_t size)
{
	uintptr_t at = (uintptr_t)address;

	if (!t->top || !is_logged(domain_of(a, t->top)))
		return;
	for (uint64_t step; size; size -= step, at += step) {
		step = in_word(at, size);
		if (!version_newest(a, at))
			continue;
		akeso_enter(a);
		read_word(a, t->top, at - at % WORD, word_bits(at % WORD, size));
		akeso_leave(a);
	}
}

void akeso_sees(struct akeso *a, struct akeso_thread *reader, struct akeso_thread *writer)
{
	uint32_t domain = reader->top;

	akeso_enter(a);
	while (domain && !is_logged(domain_of(a, domain))) /* one who sleeps does so in an unlogged one */
		domain = domain_of(a, domain)->below;
	if (domain && akeso_is_logged(a, writer) && domain != writer->top)
		depend(a, domain, writer->top);
	akeso_leave(a);
}

/* 1: but for what the domain has added itself, the newest version is its own and has these bits: it has the old ones already. */
static int has_version(struct akeso *a, uint32_t domain, uintptr_t where, uint64_t bits)
{
	for (uint32_t entry = version_newest(a, where); entry; entry = entry_of(a, entry)->older) {
		const struct akeso_entry *e = entry_of(a, entry);

		if (e->where != where || (e->domain == domain && e->kind == ENTRY_ADD))
			continue;
		return e->domain == domain && !(bits & ~e->bits);
	}
	return 0;
}

/* Of a word the first place is for writes and for what is added to its first half, the second for the other half: counters come in pairs. */
static struct akeso_recent *recent_at(struct akeso *a, uintptr_t where, int half)
{
	return &a->recent[where / WORD % AKESO_KEPT * 2 + (unsigned)half];
}

struct akeso_entry *write_recent(struct akeso *a, uintptr_t where, int half)
{
	const struct akeso_recent *r = recent_at(a, where, half);

	return !a->eager && r->where == where && r->stamp == a->stamp ? entry_of(a, r->entry) : 0;
}

void write_forget(struct akeso *a, uintptr_t where, int half)
{
	recent_at(a, where, half)->stamp = 0;
}

struct akeso_entry *write_add(
	struct akeso *a, uint32_t domain, enum entry_kind kind, uintptr_t where, uint64_t bits, int half)
{
	struct akeso_entry *e = entry_add(a, domain, kind);

	if (!e)
		return 0;
	e->where = where;
	e->bits = bits;
	a->touched[where / WORD % AKESO_TOUCHED] = a->epoch;
	a->touched_pages[page_of(where)] = a->epoch;
	*recent_at(a, where, half) = (struct akeso_recent){ where, domain_of(a, domain)->last, a->stamp };
	return e;
}

/* Bits beyond BITS are only others', on other processors. */
static uint64_t value_at(const struct akeso *a, uintptr_t where, uint64_t bits)
{
	uint64_t value = 0;

	if (!a->eager || !~bits)
		return *(const volatile akeso_u64 *)where;
	for (unsigned i = 0; i < WORD; i++)
		if (bits >> 8 * i & 0xff)
			value |= (uint64_t)((const volatile uint8_t *)where)[i] << 8 * i;
	return value;
}

int write_word(struct akeso *a, uint32_t domain, uintptr_t where, uint64_t bits)
{
	struct akeso_entry *e = write_recent(a, where, 0);
	uint64_t more;

	write_forget(a, where, 1); /* what is added after this write is not the same as what was added before it */
	if (e && e->kind == ENTRY_WRITE) {
		more = bits & ~e->bits;
		e->old = (e->old & ~more) | (value_at(a, where, more) & more);
		e->bits |= more;
		return 1;
	}
	if (version_newest(a, where) && has_version(a, domain, where, bits))
		return 1;
	e = write_add(a, domain, ENTRY_WRITE, where, bits, 0);
	if (e)
		e->old = value_at(a, where, bits);
	else
		version_final(
			a, where, bits, 0); /* it cannot be taken back, and what was there before it cannot either */
	return e != 0;
}

/* The write that was told last in this place: the table forgets, and that costs an entry. */
static struct akeso_kept *kept_at(struct akeso *a, uintptr_t at)
{
	return &a->kept[at / WORD % AKESO_KEPT];
}

static void write_logged(struct akeso *a, uint32_t domain, uintptr_t at, uint64_t size)
{
	struct akeso_kept *kept = kept_at(a, at);
	uintptr_t from = at;
	uint64_t left = size;
	int all = 1;

	if (!a->eager && kept->at == at && kept->stamp == a->stamp && size <= kept->bytes)
		return;
	akeso_enter(a);
	for (uint64_t step; left; left -= step, at += step) {
		step = in_word(at, left);
		all &= write_word(a, domain, at - at % WORD, word_bits(at % WORD, left));
	}
	if (a->eager)
		version_publish(a, domain);
	else if (all && size <= UINT32_MAX)
		*kept = (struct akeso_kept){ from, (uint32_t)size, a->stamp };
	akeso_leave(a);
}

static int is_touched(const struct akeso *a, uintptr_t at)
{
	return a->touched[at / WORD % AKESO_TOUCHED] == a->epoch;
}

int akeso_is_quiet(const struct akeso *a, const void *address, uint64_t size)
{
	uintptr_t at = (uintptr_t)address;

	for (uint64_t step; size; size -= step, at += step) {
		step = in_word(at, size);
		if (version_newest(a, at) || is_touched(a, at))
			return 0;
	}
	return 1;
}

/* What was written there before is undone no more, by this thread's own domains neither. */
static void write_final(struct akeso *a, struct akeso_thread *t, uintptr_t at, uint64_t size)
{
	akeso_enter(a);
	for (uint64_t step; size; size -= step, at += step) {
		step = in_word(at, size);
		if (!a->eager && is_touched(a, at))
			version_publish_thread(a, t->top);
		if (version_newest(a, at))
			version_final(a, at - at % WORD, word_bits(at % WORD, size), 0);
	}
	renew(a);
	akeso_leave(a);
}

void akeso_write(struct akeso *a, struct akeso_thread *t, const void *address, uint64_t size)
{
	if (t->top && is_logged(domain_of(a, t->top)))
		write_logged(a, t->top, (uintptr_t)address, size);
	else if (a->eager ? a->versions != 0 : !akeso_is_quiet(a, address, size))
		write_final(a, t, (uintptr_t)address, size);
}

int akeso_is_logged(const struct akeso *a, const struct akeso_thread *t)
{
	return t->top && a->domains[t->top - 1].kind != AKESO_UNLOGGED;
}

int akeso_is_recoverable(const struct akeso *a, const struct akeso_thread *t)
{
	return akeso_is_logged(a, t) && !a->domains[t->top - 1].is_broken && !t->whole;
}

int akeso_defer(struct akeso *a, struct akeso_thread *t, const struct akeso_call *release)
{
	struct akeso_entry *e;

	if (!akeso_is_logged(a, t))
		return 0;
	akeso_enter(a);
	e = entry_add(a, t->top, ENTRY_DEFERRED);
	if (e) {
		call_keep(e, release);
		for (unsigned i = 0; i < 3; i++)
			object_release(a, t->top, release->argument[i]);
	}
	akeso_leave(a);
	return e != 0;
}

void akeso_publish(struct akeso *a, struct akeso_thread *t)
{
	akeso_enter(a);
	version_publish_thread(a, t->top);
	renew(a);
	akeso_leave(a);
}

void akeso_break(struct akeso *a, struct akeso_thread *t)
{
	akeso_enter(a);
	for (uint32_t d = t->top; d; d = domain_of(a, d)->below)
		domain_of(a, d)->is_broken = 1;
	akeso_leave(a);
}
