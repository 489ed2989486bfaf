/*
 * Memory that is freed for good. The domains that still could be rolled back have two things to do with it: bytes that they wrote
 * there would be put back, and an inverse of theirs would free it again. Neither may happen: the memory is the allocator's by then, or
 * somebody else's. A free outside of logged domains is final, and what is final voids what was speculative (4.1.4), so it voids both,
 * and the domains remain recoverable.
 *
 * An inverse is found by what it undoes something of: an entry ENTRY_OBJECT follows it in its log, and is in a table by that address
 * until the inverse is called, dropped or void. Pages without a version and without an object cost one look.
 */
#include "state.h"

static uint32_t *object_bucket(struct akeso *a, uintptr_t where)
{
	return &a->objects[where / WORD % AKESO_OBJECTS];
}

void object_add(struct akeso *a, uint32_t domain, uintptr_t object, uint32_t inverse)
{
	struct akeso_entry *e = entry_add(a, domain, ENTRY_OBJECT);
	uint32_t entry = domain_of(a, domain)->last, *bucket = object_bucket(a, object);

	if (!e)
		return;
	e->where = object;
	e->inverse = inverse;
	e->newer = 0;
	e->older = *bucket;
	if (e->older)
		entry_of(a, e->older)->newer = entry;
	*bucket = entry;
	a->pages[page_of(object)]++;
}

void object_forget(struct akeso *a, uint32_t entry)
{
	struct akeso_entry *e = entry_of(a, entry);

	if (e->newer)
		entry_of(a, e->newer)->older = e->older;
	else
		*object_bucket(a, e->where) = e->older;
	if (e->older)
		entry_of(a, e->older)->newer = e->newer;
	a->pages[page_of(e->where)]--;
	e->kind = ENTRY_DEAD;
}

void inverse_drop(struct akeso *a, uint32_t entry)
{
	uint32_t next = entry_of(a, entry)->next;

	entry_of(a, entry)->kind = ENTRY_DEAD;
	if (next && entry_of(a, next)->kind == ENTRY_OBJECT && entry_of(a, next)->inverse == entry)
		object_forget(a, next);
}

/* It is in a log, or in work that has not been done yet: there it is after the entry that names it. */
static void inverse_void(struct akeso *a, uint32_t object)
{
	entry_of(a, entry_of(a, object)->inverse)->kind = ENTRY_DEAD;
	object_forget(a, object);
	a->statistics.voided++;
}

void object_release(struct akeso *a, uint32_t domain, uintptr_t object)
{
	for (uint32_t older, entry = *object_bucket(a, object); entry; entry = older) {
		struct akeso_entry *e = entry_of(a, entry);

		older = e->older;
		if (e->where != object)
			continue;
		if (!e->domain)
			inverse_void(a, entry);
		else if (e->domain != domain)
			depend(a, domain, e->domain);
	}
}

/* Bytes of one page. */
static void void_inverses(struct akeso *a, uintptr_t from, uint64_t bytes)
{
	uintptr_t at = from - from % WORD;

	for (uint64_t words = (from - at + bytes + WORD - 1) / WORD; words; words--, at += WORD)
		for (uint32_t older, entry = *object_bucket(a, at); entry; entry = older) {
			older = entry_of(a, entry)->older;
			if (entry_of(a, entry)->where - from < bytes)
				inverse_void(a, entry);
		}
}

static void void_writes(struct akeso *a, uintptr_t at, uint64_t bytes)
{
	for (uint64_t step; bytes; bytes -= step, at += step) {
		step = in_word(at, bytes);
		if (version_newest(a, at))
			version_final(a, at - at % WORD, word_bits(at % WORD, bytes), 0);
	}
}

static void void_page(struct akeso *a, uint32_t top, uint32_t interrupted, uintptr_t at, uint64_t bytes)
{
	int is_touched = a->touched_pages[page_of(at)] == a->epoch;

	if (!is_touched && !a->pages[page_of(at)])
		return;
	if (is_touched) {
		version_publish_thread(a, interrupted);
		version_publish_thread(a, top);
	}
	void_inverses(a, at, bytes);
	void_writes(a, at, bytes);
	renew(a);
}

void akeso_freed(
	struct akeso *a, struct akeso_thread *t, struct akeso_thread *interrupted, const void *address, uint64_t bytes)
{
	uint32_t top = t ? t->top : 0, below = interrupted && interrupted != t ? interrupted->top : 0;
	uintptr_t at = (uintptr_t)address;

	akeso_enter(a);
	for (uint32_t d = t && akeso_is_logged(a, t) ? top : 0; d; d = domain_of(a, d)->below)
		domain_of(a, d)->is_broken = 1;
	for (uint64_t step; bytes; bytes -= step, at += step) {
		step = bytes > PAGE - at % PAGE ? PAGE - at % PAGE : bytes;
		void_page(a, top, below, at, step);
	}
	akeso_leave(a);
}
