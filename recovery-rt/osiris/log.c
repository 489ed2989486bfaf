/*
 * The undo log, writing side. Order matters: the bytes are saved and log_used moves before the store happens, and a
 * fault while the old bytes are read leaves the log as it was.
 */
#include "state.h"

/* 1 if [addr, addr + size) touches [low, high); right also where addr + size wraps. */
static inline int touches(uint64_t addr, uint64_t size, uint64_t low, uint64_t high)
{
	return addr - low < high - low || low - addr < size;
}

static _Noreturn __attribute__((noinline, cold)) void stray_write(void)
{
	__kmend_osiris.rt.stray_writes++;
	__asm__ volatile("" ::: "memory"); /* the trap must not overtake the count */
	__builtin_trap();
}

static __attribute__((noinline, cold)) void overflow(void)
{
	__kmend_osiris.rt.overflows++;
	osiris_close();
}

/* Appends one entry; the caller knows that it is outside the main stack. size > 0. */
static void append(uint64_t addr, uint64_t size)
{
	struct osiris_state *s = &__kmend_osiris;
	uint64_t used = s->rt.log_used;
	uint64_t room = OSIRIS_LOG_BYTES - used;

	if (room < sizeof(struct osiris_entry) || size > room - sizeof(struct osiris_entry) ||
		((size + 7) & ~7ull) > room - sizeof(struct osiris_entry)) {
		overflow();
		return;
	}
	osiris_copy(s->log + used, (const void *)addr, size);
	used += (size + 7) & ~7ull;
	struct osiris_entry *entry = (struct osiris_entry *)(void *)(s->log + used);
	entry->addr = addr;
	entry->size = size;
	__asm__ volatile("" ::: "memory");
	used += sizeof(*entry);
	s->rt.log_used = used;
}

/* The same for up to eight bytes that lie in one piece: nearly all of them. */
static inline void append_value(uint64_t addr, uint64_t size)
{
	struct osiris_state *s = &__kmend_osiris;
	uint64_t used = s->rt.log_used, old;

	if (used > OSIRIS_LOG_BYTES - sizeof(old) - sizeof(struct osiris_entry)) {
		overflow();
		return;
	}
	switch (size) {
	case 1:
		old = *(const volatile uint8_t *)addr;
		break;
	case 2:
		old = *(const volatile osiris_u16 *)addr;
		break;
	case 4:
		old = *(const volatile osiris_u32 *)addr;
		break;
	case 8:
		old = *(const volatile osiris_u64 *)addr;
		break;
	default:
		osiris_copy(&old, (const void *)addr, size);
		break;
	}
	*(uint64_t *)(void *)(s->log + used) = old;
	struct osiris_entry *entry = (struct osiris_entry *)(void *)(s->log + used + sizeof(old));
	entry->addr = addr;
	entry->size = size;
	__asm__ volatile("" ::: "memory");
	s->rt.log_used = used + sizeof(old) + sizeof(*entry);
}

/* 1 if exactly this range was logged in this window: its oldest bytes are safe. Else remembers it. */
static inline int seen_before(uint64_t addr, uint64_t size)
{
	struct osiris_state *s = &__kmend_osiris;
	struct osiris_seen *e = &s->seen[(addr ^ addr >> 8 ^ size << 3) & (OSIRIS_SEEN - 1)];

	if (e->window == s->rt.checkpoints && e->addr == addr && e->size == size)
		return 1;
	/* A fault between here and the append is fatal to this instance, and the store then never happens. */
	e->window = s->rt.checkpoints;
	e->addr = addr;
	e->size = size;
	return 0;
}

static __attribute__((noinline)) void log_range(uint64_t addr, uint64_t size)
{
	const struct kmend_header *layout = __kmend_osiris.layout;
	uint64_t low = layout->stack_low, high = layout->stack_high;

	__kmend_osiris.rt.logged_stores++;
	if (seen_before(addr, size))
		return;
	if (!touches(addr, size, low, high)) {
		append(addr, size);
		return;
	}
	/* Partly on the main stack: only what sticks out is logged. */
	uint64_t end = addr + size;
	if (addr < low)
		append(addr, low - addr);
	if (end > high && addr < end && __kmend_osiris.rt.window)
		append(high, end - high);
}

static __attribute__((noinline)) void log_any(void *to, uint64_t size)
{
	const struct osiris_state *s = &__kmend_osiris;
	const struct kmend_header *layout = s->layout;
	uint64_t addr = (uint64_t)to;

	if (!layout || size == 0)
		return;
	if (__builtin_expect(touches(addr, size, layout->runtime_start, layout->runtime_end), 0))
		stray_write();
	if (!s->rt.window)
		return;
	if (addr - layout->stack_low < layout->stack_high - layout->stack_low && size <= layout->stack_high - addr)
		return;
	log_range(addr, size);
}

/* One value, in an open window, nowhere near what is special: the way that has to be short. */
void __kmend_log_store(void *to, uint64_t size)
{
	struct osiris_state *s = &__kmend_osiris;
	uint64_t addr = (uint64_t)to;

	if (s->rt.window && size - 1 < 8 && addr - s->plain_low < s->plain_room) {
		s->rt.logged_stores++;
		if (!seen_before(addr, size))
			append_value(addr, size);
		return;
	}
	log_any(to, size);
}

/* ROOM, but no further than END when ADDR is below it. */
static uint64_t cut(uint64_t addr, uint64_t room, uint64_t end)
{
	return addr < end && room > end - addr ? end - addr : room;
}

void __kmend_log_room(void *to, uint64_t room)
{
	const struct kmend_header *layout = __kmend_osiris.layout;
	uint64_t addr = (uint64_t)to;

	if (!layout)
		return;
	room = cut(addr, room, layout->runtime_start);
	if (addr >= layout->data_start)
		room = cut(addr, room, layout->data_end);
	if (addr >= layout->stack_low)
		room = cut(addr, room, layout->stack_high);
	__kmend_log_store(to, room);
}
