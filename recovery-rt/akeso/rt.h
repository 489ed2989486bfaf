/*
 * What code compiled with KMEND_RECOVERY=akeso calls, and what a kernel gives to the runtime: one set of domains for the
 * whole system. The kernel calls kmend_akeso_init() before its first domain.
 *
 * Instrumented code (inject/akeso/) looks at two flags in front of each access and calls the slow path only when they say
 * so. On one processor they are those of the running thread: the kernel calls kmend_akeso_switch() at every change of
 * threads. On several (`eager`) they are always set.
 */
#ifndef KMEND_AKESO_RT_H
#define KMEND_AKESO_RT_H

#include "akeso.h"

/* 1: a read, or a write, has to be told now. */
extern uint8_t __kmend_akeso_reads, __kmend_akeso_writes;

/* For land.c, which sorts out most of what is told in a few instructions: */
enum {
	AKESO_FINAL,
	AKESO_LOGGED,
	AKESO_ALWAYS
}; /* a write now is in no logged domain, is in one, goes to the runtime in every case */
extern uint8_t kmend_akeso_mode;
extern struct akeso kmend_akeso_domains;

/*
 * What a kernel may say when it compiles the runtime: AKESO_STACK_BYTES, a power of two: stacks are aligned to that many
 * bytes, and what lies on the running one is not kmend_akeso_is_memory(). AKESO_NEVER: a symbol whose address is not either, though it is
 * written often. AKESO_INTERRUPTED: assembly that uses no register but r11
 * and leaves the zero flag clear in an interrupt that is not in the running domain.
 */

/* Registers at the entry of a domain, in the frame of its wrapper; land.c knows their order. */
#ifdef __i386__
#define AKESO_ON_STACK __attribute__((regparm(0))) /* however the kernel passes arguments */
#else
#define AKESO_ON_STACK
#endif

#define AKESO_REGISTERS 8
#define AKESO_KERNEL_WORDS 4
struct akeso_landing {
	uintptr_t registers[AKESO_REGISTERS];
	uintptr_t kernel[AKESO_KERNEL_WORDS]; /* the kernel's own, see kmend_akeso_entering() */
	uintptr_t retries;                    /* how often its function may be called again */
};

/*
 * Called by instrumented code. The first four keep all general registers but those that the C convention lets them change; on
 * i386 their arguments are on the stack.
 */
AKESO_ON_STACK void __kmend_akeso_read(const void *address, uint64_t bytes);
AKESO_ON_STACK void __kmend_akeso_write(const void *address, uint64_t bytes);
AKESO_ON_STACK void __kmend_akeso_add(const void *address, uint64_t bytes, uint64_t difference);
AKESO_ON_STACK void __kmend_akeso_bits(const void *address, uint64_t bytes, uint64_t bits);

/* 0 when it is called, 1 when the domain was rolled back. */
AKESO_ON_STACK __attribute__((returns_twice)) int __kmend_akeso_land(struct akeso_landing *landing);

/*
 * After that: on the thread's own stack, what the rollback has left to do. 1: the function is to be called again, one of its retries is used up. ONLY_INNOCENT:
 * not when the fault was in this thread.
 */
uint32_t __kmend_akeso_landed(struct akeso_landing *landing, uint32_t only_innocent);

/* What akeso_begin() says. Code that runs in no thread, such as early boot, is in no domain. */
uint32_t __kmend_akeso_begin(uint32_t kind, uint32_t root, struct akeso_landing *landing);

/* Nothing if BEGAN is 0. INVERSE is NULL when there is none; then the rest means nothing. OBJECT: see struct akeso_call. */
void __kmend_akeso_end(
	uint32_t began, void *inverse, uintptr_t first, uintptr_t second, uintptr_t third, uintptr_t object);

/* What this thread has done in its domains up to here cannot be taken back. */
void __kmend_akeso_final(void);

/* 1: FUNCTION will be called when the domain commits. 0: call it now. */
uint32_t __kmend_akeso_defer(void *function, uintptr_t first, uintptr_t second, uintptr_t third);

/* Before memory is freed for good: the first arguments of the function that does it, for kmend_akeso_freeing(). */
void __kmend_akeso_frees(uint32_t class, uintptr_t first, uintptr_t second, uintptr_t third);

void __kmend_akeso_unlocking(uintptr_t lock);

/*
 * Around a function that has to run to its end, because it leaves behind what memory does not tell, such as an entry of its stack in a
 * queue: a fault in it is not rolled back, and when another thread's fault takes its domain away it lands after it has returned. BEGAN: what the
 * first returned.
 */
enum akeso_hold {
	AKESO_SAME,    /* LOCK means nothing */
	AKESO_TAKEN,   /* LOCK was taken */
	AKESO_HELD,    /* LOCK is held, whether it was before or not */
	AKESO_NOT_HELD /* LOCK is not held, whether it was before or not */
};
uint32_t __kmend_akeso_whole(void);
void __kmend_akeso_whole_end(uint32_t began, uintptr_t lock, uint32_t hold);

/* For the kernel. `memory` of `bytes` bytes, aligned to 8, holds the logs. */
void kmend_akeso_init(void *memory, uintptr_t bytes, int eager);

/* Before FROM is switched out, or interrupted by code that enters a domain, and when TO runs on. NULL: no thread. */
void kmend_akeso_switch(struct akeso_thread *from, struct akeso_thread *to);

/*
 * A detector fired in the running thread. Does not return when its domain could be rolled back: the thread goes on at its
 * landing. Returns 0 when it could not: nothing was changed. The rollback runs on a stack of its own, because what was
 * written below the landing's frame is put back too. One processor at a time, with interrupts off.
 */
int kmend_akeso_fault(void);

/* Then: what stood in the way. */
const struct akeso_obstacle *kmend_akeso_obstacle(void);

/* After kmend_akeso_fault() has returned, when the running thread will not go on: see akeso_abandon(). */
void kmend_akeso_abandon(void);

/* From kmend_akeso_freeing(): these bytes are freed now. See akeso_freed(). */
void kmend_akeso_freed(const void *address, uint64_t bytes);

/* 1: a fault now would be in a logged domain that can be rolled back, as far as it alone is concerned. */
int kmend_akeso_is_recoverable_now(void);

/* Goes on at LANDING, on its stack. */
AKESO_ON_STACK __attribute__((noreturn)) void kmend_akeso_jump(const struct akeso_landing *landing);

const struct akeso_statistics *kmend_akeso_statistics(void);

/*
 * What the kernel defines. The thread whose code runs; NULL: there is none, as in an interrupt. BEGINS: it is about to enter a domain, so that the
 * kernel can give it a struct akeso_thread now.
 */
struct akeso_thread *kmend_akeso_current(int begins);

/* The thread that an interrupt has interrupted; NULL: no interrupt runs. Of an interrupt that is itself in a domain: its own. */
struct akeso_thread *kmend_akeso_interrupted(void);

/* From here on the flags are those of THREAD, NULL: of none. */
void kmend_akeso_runs(const struct akeso_thread *thread);

/* Interrupts off; what to give back. */
uintptr_t kmend_akeso_enter(void);
void kmend_akeso_leave(uintptr_t entered);

/* 0: these bytes are not the kernel's own memory (they belong to a user, a device, the running stack, the scheduler): leave them alone. */
int kmend_akeso_is_memory(const void *address, uint64_t bytes);

/*
 * Whose stack this is in, other than the running thread's; NULL: nobody's. What a domain writes there, as who wakes a sleeper
 * does, its owner will see, which is not asked when it reads its own stack: so it depends on the writer. It is not put back: an owner that goes
 * too has left that frame, and one that does not keeps what it was told.
 */
struct akeso_thread *kmend_akeso_stack_owner(const void *address);

/* A domain begins: keep in landing->kernel what has to be as now after a rollback; kmend_akeso_restore() makes it so. */
void kmend_akeso_entering(struct akeso_landing *landing);
void kmend_akeso_restore(const struct akeso_landing *landing);

/* A function of the kind `frees` is called, with these arguments: calls kmend_akeso_freed() for all that is gone with it. */
void kmend_akeso_freeing(uint32_t class, uintptr_t first, uintptr_t second, uintptr_t third);

/* The lock was taken by a domain that is gone: release it and wake who waits. On the rollback's stack: it must not sleep. */
void kmend_akeso_release(uintptr_t lock);

/* Another thread than the running one has to go on at `landing` when it runs next (with the result 1 of __kmend_akeso_land()). */
void kmend_akeso_redirect(struct akeso_thread *thread, const struct akeso_landing *landing);

/* The thread has told somebody what is not true any more: `lost` completed domains of it are gone. */
void kmend_akeso_lost(struct akeso_thread *thread, uint32_t lost);

#endif
