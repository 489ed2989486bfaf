/*
 * The undo log, writing side. Order matters: the bytes are saved and log_at moves before the store happens, and a
 * fault while the old bytes are read leaves the log as it was. The same is done in place by what the instrumentation puts into
 * the units (inject/osiris/emit.c), which comes here when the log is full or an address is near the runtime's region.
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

uint64_t osiris_log_used(void)
{
	return osiris_log_bytes() + (uint64_t)__kmend_osiris.rt.log_at;
}

static __attribute__((noinline, cold)) int squeeze(uint64_t bytes)
{
	osiris_compact();
	if ((int64_t)bytes < -__kmend_osiris.rt.log_at)
		return 1;
	overflow();
	return 0;
}

/* 1: there is room for BYTES more, perhaps because duplicates have gone. Else the window is closed. */
static inline int make_room(uint64_t bytes)
{
	return (int64_t)bytes < -__kmend_osiris.rt.log_at ? 1 : squeeze(bytes);
}

static inline void append(uint64_t addr, uint64_t kind, uint64_t value)
{
	struct osiris_state *s = &__kmend_osiris;
	struct osiris_entry *entry = (struct osiris_entry *)(void *)(__kmend_log_end + s->rt.log_at);

	entry->addr = addr ^ kind << OSIRIS_KIND_SHIFT;
	entry->value = value;
	__asm__ volatile("" ::: "memory");
	s->rt.log_at += (int64_t)sizeof(*entry);
}

/* A call that writes logs its range, and so does a function that is known to write: the second time it is there already. */
static int is_newest(uint64_t addr, uint64_t size)
{
	const struct osiris_state *s = &__kmend_osiris;
	const struct osiris_entry *newest =
		(const struct osiris_entry *)(const void *)(__kmend_log_end + s->rt.log_at) - 1;

	return osiris_log_used() > 0 && newest->value == size && osiris_entry_kind(newest) == OSIRIS_RANGE &&
		osiris_entry_addr(newest) == addr;
}

static __attribute__((noinline)) void append_range(uint64_t addr, uint64_t size)
{
	struct osiris_state *s = &__kmend_osiris;

	if (is_newest(addr, size))
		return;
	if (size >= osiris_log_bytes()) { /* also what would wrap below */
		overflow();
		return;
	}
	uint64_t padded = (size + 15) & ~15ull;
	if (!make_room(padded + sizeof(struct osiris_entry)))
		return;
	osiris_copy(__kmend_log_end + s->rt.log_at, (const void *)addr, size);
	s->rt.log_at += (int64_t)padded; /* not to be seen from outside: nothing here can fail any more */
	append(addr, OSIRIS_RANGE, size);
}

/* What SIZE bytes at ADDR are, at most eight. */
static inline uint64_t value_at(uint64_t addr, uint64_t size)
{
	uint64_t old = 0;

	switch (size) {
	case 1:
		return *(const volatile uint8_t *)addr;
	case 2:
		return *(const volatile osiris_u16 *)addr;
	case 4:
		return *(const volatile osiris_u32 *)addr;
	case 8:
		return *(const volatile osiris_u64 *)addr;
	default:
		for (uint64_t i = size; i-- > 0;)
			old = old << 8 | ((const volatile uint8_t *)addr)[i];
		return old;
	}
}

static inline void append_value(uint64_t addr, uint64_t size)
{
	if (make_room(sizeof(struct osiris_entry)))
		append(addr, size % sizeof(uint64_t), value_at(addr, size));
}

static void append_any(uint64_t addr, uint64_t size)
{
	if (size > sizeof(uint64_t))
		append_range(addr, size);
	else
		append_value(addr, size);
}

/* Only what sticks out of the main stack is logged. */
static __attribute__((noinline)) void log_outside_stack(uint64_t addr, uint64_t size, uint64_t low, uint64_t high)
{
	uint64_t end = addr + size;

	if (addr < low)
		append_any(addr, low - addr);
	if (end > high && addr < end && __kmend_osiris.rt.window)
		append_any(addr > high ? addr : high, end - (addr > high ? addr : high));
}

static __attribute__((noinline)) void log_any(uint64_t addr, uint64_t size)
{
	const struct osiris_state *s = &__kmend_osiris;
	const struct kmend_header *layout = s->layout;

	if (!layout || size == 0)
		return;
	if (__builtin_expect(touches(addr, size, layout->runtime_start, layout->runtime_end), 0))
		stray_write();
	if (!s->rt.window)
		return;
	if (touches(addr, size, layout->stack_low, layout->stack_high))
		log_outside_stack(addr, size, layout->stack_low, layout->stack_high);
	else
		append_any(addr, size);
}

/* One value, in an open window, nowhere near what is special: the way that has to be short. */
void __kmend_log_store(void *to, uint64_t size)
{
	const struct osiris_state *s = &__kmend_osiris;
	uint64_t addr = (uint64_t)to;

	if (s->rt.window && size - 1 < sizeof(uint64_t) && addr - s->plain_low < s->plain_room)
		append_value(addr, size);
	else
		log_any(addr, size);
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

OSIRIS_KEEPS_REGISTERS void __kmend_log_full(void)
{
	struct osiris_state *s = &__kmend_osiris;

	if (s->rt.window)
		make_room(osiris_log_bytes() / 16); /* closes the window when hardly anything went */
	if (!s->rt.window)
		s->rt.log_at = s->layout ? -(int64_t)osiris_log_bytes() : 0;
}

OSIRIS_KEEPS_REGISTERS void __kmend_log_near(void *to, uint64_t size)
{
	const struct kmend_header *layout = __kmend_osiris.layout;

	if (layout && touches((uint64_t)to, size, layout->runtime_start, layout->runtime_end))
		stray_write();
}
