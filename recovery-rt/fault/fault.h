/*
 * The in-guest half of fault injection: what instrumented blocks call, and what the target supplies. Freestanding.
 */
#ifndef KMEND_FAULT_H
#define KMEND_FAULT_H

#include <kmend/abi.h>

/*
 * Slow path of the check at the top of a block whose watch byte is not zero. Never called on the pristine path. Keeps
 * every general register but its result, so that the block pays nothing for the call it does not make.
 * On i386 it cannot be written in C: clang 19 gets the way back of such a function wrong there (slow_path.h).
 */
__attribute__((preserve_most)) uint32_t __kmend_block(uint8_t *watch);

/*
 * Supplied by the target: the armed block runs. Reports the activation (event `fault-activated`) and returns the fault
 * type (enum kmend_fault_type) that acts now, KMEND_FAULT_NONE for none.
 */
uint32_t kmend_activated(void);

/*
 * Supplied by a target that has recovery windows: the runtime's state, or NULL. A target without the function has no
 * window: every execution counts as outside.
 */
__attribute__((weak)) const struct kmend_rt *kmend_rt_state(void);

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
