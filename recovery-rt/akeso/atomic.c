/*
 * Read-modify-writes whose effect is known before they are made. Most words that several threads change without a common lock are
 * counters and sets of bits, and an old value put back there would take back what others have done to the rest of the word: so a
 * counter is kept as a difference, and a bit as a bit.
 */
#include "state.h"

static uint64_t in_place(uintptr_t at, uint64_t value)
{
	return value << 8 * (at % WORD);
}

/* Before something is final there: what this thread's own domains have written comes before it. */
static void publish_touched(struct akeso *a, struct akeso_thread *t, uintptr_t at)
{
	if (a->eager || a->touched[at / WORD % AKESO_TOUCHED] != a->epoch)
		return;
	version_publish_thread(a, t->top);
	renew(a);
}

static int is_unseen(const struct akeso *a, const void *address, unsigned size)
{
	return a->eager ? !a->versions : akeso_is_quiet(a, address, size);
}

void akeso_write_bits(struct akeso *a, struct akeso_thread *t, const void *address, unsigned size, uint64_t bits)
{
	uintptr_t at = (uintptr_t)address, where = at - at % WORD;
	int logged = akeso_is_logged(a, t);

	if (in_word(at, size) < size) {
		akeso_write(a, t, address, size);
		return;
	}
	bits = in_place(at, bits) & word_bits(at % WORD, size);
	if (!bits || (!logged && is_unseen(a, address, size)))
		return;
	akeso_enter(a);
	if (logged) {
		write_word(a, t->top, where, bits);
		if (a->eager)
			version_publish(a, t->top);
	} else {
		publish_touched(a, t, at);
		version_final(a, where, bits, 0);
		renew(a);
	}
	akeso_leave(a);
}

/* 1: the domain has kept what stood there before it added anything: that is put back, whatever it has added. */
static int is_kept(struct akeso *a, uint32_t domain, uintptr_t where, uint64_t bits)
{
	for (uint32_t entry = version_newest(a, where); entry; entry = entry_of(a, entry)->older) {
		const struct akeso_entry *e = entry_of(a, entry);

		if (e->where == where && e->kind == ENTRY_WRITE && e->bits & bits)
			return e->domain == domain && !(bits & ~e->bits);
	}
	return 0;
}

static void add_logged(struct akeso *a, uint32_t domain, uintptr_t where, uint64_t bits, uint64_t difference)
{
	int half = (bits & UINT32_MAX) == 0;
	struct akeso_entry *e = write_recent(a, where, 0);

	if ((e && e->kind == ENTRY_WRITE && !(bits & ~e->bits)) || is_kept(a, domain, where, bits))
		return;
	if (e && e->kind == ENTRY_WRITE)
		write_forget(a, where, 0); /* one that comes after this addition must not be taken for that one */
	e = write_recent(a, where, half);
	if (e && e->kind == ENTRY_ADD && e->bits == bits) {
		e->old = (e->old + difference) & bits;
		return;
	}
	e = write_add(a, domain, ENTRY_ADD, where, bits, half);
	if (e)
		e->old = difference & bits;
	else
		version_added(a, where, bits, difference, 0); /* it cannot be taken back */
	if (a->eager)
		version_publish(a, domain);
}

void akeso_added(struct akeso *a, struct akeso_thread *t, const void *address, unsigned size, uint64_t difference)
{
	uintptr_t at = (uintptr_t)address, where = at - at % WORD;
	uint64_t bits = word_bits(at % WORD, size);
	int logged = akeso_is_logged(a, t);

	if (!size || size > WORD || size & (size - 1) || at % size) {
		akeso_write(a, t, address, size);
		return;
	}
	if (!logged && is_unseen(a, address, size))
		return;
	akeso_enter(a);
	if (logged) {
		add_logged(a, t->top, where, bits, in_place(at, difference));
	} else {
		publish_touched(a, t, at);
		version_added(a, where, bits, in_place(at, difference), 0);
	}
	akeso_leave(a);
}
