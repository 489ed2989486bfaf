/*
 * A log that is full gets rid of its duplicates, which nobody looks for before: a loop that changes one variable again and again needs one
 * entry, its oldest. From the newest entry on, each is void once an older one with the same address and kind turns up; then what is
 * left moves together. Ranges stay. What the table forgets stays too: it only costs room.
 */
#include "state.h"

static struct osiris_entry *newest(void)
{
	return (struct osiris_entry *)(void *)(__kmend_log_end + __kmend_osiris.rt.log_at);
}

/* Bytes that belong to ENTRY, with it; 0: the log is damaged, and the rollback will say so. */
static uint64_t entry_bytes(const struct osiris_entry *entry)
{
	uint64_t left = (uint64_t)entry - (uint64_t)__kmend_log_start;

	if (osiris_entry_kind(entry) != OSIRIS_RANGE)
		return sizeof(*entry);
	return entry->value <= left && ((entry->value + 15) & ~15ull) <= left
		? ((entry->value + 15) & ~15ull) + sizeof(*entry)
		: 0;
}

/* The entry before ENTRY, which is the one past it or NULL. */
static struct osiris_entry *previous(struct osiris_entry *past)
{
	return (uint8_t *)past > __kmend_log_start ? past - 1 : 0;
}

static struct osiris_entry *beginning_of(struct osiris_entry *entry)
{
	uint64_t bytes = entry_bytes(entry);

	return bytes ? (struct osiris_entry *)(void *)((uint8_t *)(entry + 1) - bytes) : 0;
}

static uint64_t slot_of(uint64_t addr)
{
	return (addr ^ addr >> 8 ^ (addr >> OSIRIS_KIND_SHIFT) * 37) & (OSIRIS_OLDEST - 1);
}

static int void_duplicates(void)
{
	struct osiris_state *s = &__kmend_osiris;
	struct osiris_entry *past = newest(), *entry;

	for (uint32_t i = 0; i < OSIRIS_OLDEST; i++)
		s->oldest[i] = 0;
	while ((entry = previous(past)) != 0) {
		struct osiris_entry **seen = &s->oldest[slot_of(entry->addr)];

		past = beginning_of(entry);
		if (!past)
			return -1;
		if (osiris_entry_kind(entry) == OSIRIS_RANGE)
			continue;
		if (*seen && (*seen)->addr == entry->addr)
			(*seen)->addr = (uint64_t)OSIRIS_VOID << OSIRIS_KIND_SHIFT;
		*seen = entry;
	}
	return 0;
}

void osiris_compact(void)
{
	struct osiris_state *s = &__kmend_osiris;
	struct osiris_entry *past = newest(), *entry, *to = past;
	uint64_t bytes;

	if (void_duplicates())
		return;
	/* From the newest on upwards, to the end of what there was, and then down in one piece. */
	while ((entry = previous(past)) != 0) {
		past = beginning_of(entry);
		if (osiris_entry_kind(entry) == OSIRIS_VOID)
			continue;
		for (struct osiris_entry *from = entry; from >= past; from--)
			*--to = *from;
	}
	bytes = (uint64_t)newest() - (uint64_t)to;
	osiris_copy(__kmend_log_start, to, bytes);
	s->rt.log_at = (int64_t)bytes - (int64_t)osiris_log_bytes();
}
