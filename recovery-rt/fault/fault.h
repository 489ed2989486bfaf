/*
 * The in-guest half of fault injection: what instrumented blocks call. Freestanding. The kernel's side of it, control block
 * and events, is in control.h and event.h.
 */
#ifndef KMEND_FAULT_H
#define KMEND_FAULT_H

#include <kmend/abi.h>

/*
 * The armed block executes: counts it, and when the fault acts now, reports that (event `fault-activated`) and returns its
 * KMEND_ACTION; else KMEND_ACT_NONE. control.c holds it; a component with an address space of its own brings one that asks
 * its kernel.
 */
uint32_t kmend_activate(void);

/*
 * What a faulty copy draws: the same number in the whole experiment; another one at each activation. In control.c and builtin.c; a
 * component with an address space of its own asks its kernel.
 */
uint64_t __kmend_seed(void);
uint64_t __kmend_random(void);

/*
 * Supplied by a recovery runtime: 1 while it could roll back what executes now. Without it every execution counts as
 * unprotected.
 */
__attribute__((weak)) int kmend_is_protected(void);

/* Supplied by the linker: start of the sections KMEND_WATCH_SECTION and KMEND_COUNTS_SECTION. NULL without any site. */
extern __attribute__((weak)) uint8_t __start_kmend_watch[];
extern __attribute__((weak)) struct kmend_count __start_kmend_counts[];

/*
 * One more, up to the greatest value. What interrupts the slow path can come through it too, even through the same
 * block: no count is read in one instruction and written back in another.
 */
static inline void kmend_count_up(uint32_t *n)
{
	__asm__("addl $1, %0\n\tsbbl $0, %0" : "+m"(*n) : : "cc");
}

#endif
