/*
 * Memory versioning (4.2, 5.1.2). The table holds the speculative writes of all domains by the word that they changed, newest
 * first. A write keeps, bit by bit, what stood there before it. When a writer is rolled back, its old bits go to the next
 * newer write of the same bits, or to memory when there is none: so writers can go in any order, and what is left at last is
 * the value before all of them. When a write becomes final, nothing older of another domain is left to undo there.
 *
 * An addition to a counter keeps its difference (5.2: counters make nobody depend on anybody). It is taken off from the next newer
 * write's old value, or from memory; and an older write that is undone gives its old value and all that was added since. An
 * addition that becomes final goes into the old values of the older writes, so that undoing those does not lose it. A counter is
 * written and added to in one piece: what an addition leaves where a write has changed a part of its counter means nothing.
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
		if (is_version(entry_of(a, e)) && !entry_of(a, e)->is_published)
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

/* From ENTRY on towards older ones: those of word WHERE lose BITS. */
static void take_bits(struct akeso *a, uint32_t entry, uintptr_t where, uint64_t bits)
{
	for (uint32_t older; entry; entry = older) {
		struct akeso_entry *e = entry_of(a, entry);

		older = e->older;
		if (e->where != where)
			continue;
		e->bits &= ~bits;
		if (!e->bits) {
			version_forget(a, entry);
			e->kind = ENTRY_DEAD;
		}
	}
}

void version_final(struct akeso *a, uintptr_t where, uint64_t bits, uint32_t entry)
{
	take_bits(a, entry ? entry_of(a, entry)->older : version_newest(a, where), where, bits);
}

/* VALUE, a word, with DIFFERENCE more in the counter at BITS. */
static uint64_t sum(uint64_t value, uint64_t bits, uint64_t difference)
{
	return (value & ~bits) | (((value & bits) + difference) & bits);
}

void version_added(struct akeso *a, uintptr_t where, uint64_t bits, uint64_t difference, uint32_t entry)
{
	for (entry = entry ? entry_of(a, entry)->older : version_newest(a, where); entry;
		entry = entry_of(a, entry)->older) {
		struct akeso_entry *e = entry_of(a, entry);

		if (e->kind == ENTRY_WRITE && e->where == where && !(bits & ~e->bits))
			e->old = sum(e->old, bits, difference);
	}
}

/* Whole bytes are stored as such: those beside them belong to others, on other processors too. */
static void put(uintptr_t where, uint64_t bits, uint64_t value)
{
	for (unsigned i = 0; i < WORD; i++) {
		uint8_t *at = (uint8_t *)where + i, old, mask = (uint8_t)(bits >> 8 * i),
			byte = (uint8_t)(value >> 8 * i);

		if (mask == 0xff)
			*(volatile uint8_t *)at = byte;
		if (!mask || mask == 0xff)
			continue;
		old = __atomic_load_n(at, __ATOMIC_RELAXED);
		while (!__atomic_compare_exchange_n(
			at, &old, (uint8_t)((old & ~mask) | (byte & mask)), 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
			;
	}
}

/* Of a counter; others may add to it at the same time. */
static void subtract(const struct akeso_entry *e)
{
	unsigned shift = (unsigned)__builtin_ctzll(e->bits), bits = (unsigned)__builtin_popcountll(e->bits);
	uintptr_t at = e->where + shift / 8;
	uint64_t difference = e->old >> shift;

	if (bits == 64)
#ifdef __LP64__
		__atomic_fetch_sub((uint64_t *)at, difference, __ATOMIC_RELAXED);
#else
		*(volatile akeso_u64 *)at -= difference; /* such a processor cannot add to it in one step either */
#endif
	else if (bits == 32)
		__atomic_fetch_sub((uint32_t *)at, (uint32_t)difference, __ATOMIC_RELAXED);
	else if (bits == 16)
		__atomic_fetch_sub((uint16_t *)at, (uint16_t)difference, __ATOMIC_RELAXED);
	else if (bits == 8)
		__atomic_fetch_sub((uint8_t *)at, (uint8_t)difference, __ATOMIC_RELAXED);
}

static void undo_addition(struct akeso *a, const struct akeso_entry *e)
{
	for (uint32_t n = e->newer; n; n = entry_of(a, n)->newer) {
		struct akeso_entry *newer = entry_of(a, n);

		if (newer->where != e->where || newer->kind != ENTRY_WRITE || !(newer->bits & e->bits))
			continue;
		newer->old = sum(newer->old, e->bits, -e->old);
		return;
	}
	subtract(e);
}

static void undo_write(struct akeso *a, const struct akeso_entry *e)
{
	uint64_t left = e->bits, value = e->old;

	for (uint32_t n = e->newer; n && left; n = entry_of(a, n)->newer) {
		struct akeso_entry *newer = entry_of(a, n);
		uint64_t both = newer->bits & left;

		if (newer->where != e->where || !both)
			continue;
		if (newer->kind == ENTRY_ADD) {
			value = sum(value, newer->bits, newer->old);
			continue;
		}
		newer->old = (newer->old & ~both) | (value & both);
		left &= ~both;
	}
	put(e->where, left, value);
}

void version_undo(struct akeso *a, uint32_t entry)
{
	if (entry_of(a, entry)->kind == ENTRY_WRITE)
		undo_write(a, entry_of(a, entry));
	else
		undo_addition(a, entry_of(a, entry));
	version_forget(a, entry);
}
