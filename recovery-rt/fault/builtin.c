/*
 * The slow path for kernels without glue: what block.c and the target's own code do together elsewhere, with nothing
 * from the kernel around it. kmend-cc compiles it into every instrumented unit (weak: one copy is used) when
 * KMEND_RUNTIME=builtin. The harness writes orders into kmend_builtin and the watch bytes; the guest stops the machine
 * at a counted block, and marks activations in the stream of its console.
 *
 * Uses general registers and I/O ports only. Ports belong to ring 0: code of the image that runs in ring 3 counts and
 * activates, but neither stops nor marks.
 */
#include "activation.h"
#include "fault.h"
#include "slow_path.h"

#define HIDDEN __attribute__((visibility("hidden")))

/* Not all zero: it must lie in .data, which no kernel clears when it starts. */
HIDDEN __attribute__((weak)) volatile struct kmend_builtin kmend_builtin = {
	.magic = KMEND_BUILTIN_MAGIC,
	.version = KMEND_ABI_VERSION,
	.stop_at = KMEND_BUILTIN_NEVER,
};

/* When a fault acts next that comes at intervals. */
HIDDEN __attribute__((weak)) volatile uint64_t kmend_builtin_due;

static inline int in_ring0(void)
{
	uint32_t selector;

	__asm__("mov %%cs, %0" : "=r"(selector));
	return (selector & 3) == 0;
}

static inline void out(uint16_t port, uint8_t value)
{
	__asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static inline uint64_t clock_ns(void)
{
	uint32_t low, high;

	__asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
	return (uint64_t)high << 32 | low;
}

/* KMEND_BUILTIN_STOP_STEPS instructions after the reading of the clock the machine stands. */
static void stop(void)
{
	volatile uint32_t *half = (volatile uint32_t *)&kmend_builtin.stopped_ns;

	__asm__ volatile("rdtsc\n\t"
			 "movl %%eax, %0\n\t"
			 "movl %%edx, %1\n\t"
			 "movl %2, %%edx\n\t"
			 "movb $1, %%al\n\t"
			 "outb %%al, %%dx"
		: "=m"(half[0]), "=m"(half[1])
		: "i"(KMEND_STOP_PORT)
		: "eax", "edx", "memory");
}

/*
 * An interrupt may have counted on in between, and the block asked for may have run in ring 3: the first one that sees the
 * count at the value or past it stops, and only that. The way here is as long when nothing is to stop: the guest's clock counts
 * instructions.
 */
static void count(const uint8_t *watch)
{
	kmend_count_up(&__start_kmend_counts[watch - __start_kmend_watch].unprotected_runs);
	if (kmend_count_next(&kmend_builtin.blocks) >= kmend_builtin.stop_at && in_ring0() &&
		!__atomic_exchange_n(&kmend_builtin.stopped, 1, __ATOMIC_RELAXED))
		stop();
}

static void mark_number(uint64_t value)
{
	for (int shift = 4 * KMEND_MARK_DIGITS - 4; shift >= 0; shift -= 4) {
		uint8_t digit = value >> shift & 15;

		out(KMEND_MARK_PORT, (uint8_t)(digit < 10 ? '0' + digit : 'a' - 10 + digit));
	}
}

static void mark(uint64_t number)
{
	uint64_t now = clock_ns();

	out(KMEND_MARK_PORT, KMEND_MARK_BEGIN);
	mark_number(kmend_builtin.token);
	mark_number(now);
	mark_number(number);
	out(KMEND_MARK_PORT, KMEND_MARK_END);
}

static uint32_t activate(void)
{
	uint64_t number = kmend_fault_runs(&kmend_builtin.fault, clock_ns(), &kmend_builtin_due);

	if (!number)
		return KMEND_ACT_NONE;
	if ((number & (number - 1)) == 0 && in_ring0())
		mark(number);
	return KMEND_ACTION(kmend_builtin.fault.type, kmend_builtin.fault.candidate);
}

HIDDEN __attribute__((weak)) uint64_t __kmend_seed(void)
{
	return kmend_fault_seed(&kmend_builtin.fault);
}

HIDDEN __attribute__((weak)) uint64_t __kmend_random(void)
{
	return kmend_fault_random(&kmend_builtin.fault);
}

#ifndef __i386__
HIDDEN __attribute__((weak, preserve_most)) uint32_t __kmend_block(uint8_t *watch);
#endif

/* After the functions of the unit: the first of them stays where a linker script may expect it. */
SLOW_PATH_ENTRY(".subsection 1\n"
		".weak __kmend_block\n.hidden __kmend_block\n");

SLOW_PATH uint32_t SLOW_PATH_NAME(uint8_t *watch)
{
	uint8_t bits = *(volatile uint8_t *)watch;

	if (bits & KMEND_WATCH_COUNT)
		count(watch);
	return bits & KMEND_WATCH_ARMED ? activate() : KMEND_ACT_NONE;
}
