/*
 * The control block (kmend/abi.h) from inside: what a kernel calls so that the harness can count, arm and stop it. Freestanding;
 * one thread of control calls it, but for kmend_activate(), which may interrupt anything.
 *
 * Life: kmend_component() for each component, as early as its watch bytes can be reached -> kmend_ready() when the kernel has
 * booted and before its tests begin -> the tests, with events of their own (event.h) -> kmend_stop().
 */
#ifndef KMEND_CONTROL_H
#define KMEND_CONTROL_H

#include <kmend/abi.h>

extern struct kmend_control kmend_control;

struct kmend_part {
	const char *name;             /* as in the image's site table, at most 15 characters */
	uint8_t *watch;               /* its watch bytes as this kernel reaches them ... */
	uint64_t watch_pa, counts_pa; /* ... and where they and the counters lie physically, contiguous */
	uint32_t nblocks, nsites;
};

/* The next component, in the order of the image's site table. In a boot that counts, its blocks count from here on. */
void kmend_component(const struct kmend_part *part);

/*
 * For a kernel that is one component, "kernel" (one.c): the same with what the linker knows about it. `shift`: what is to be subtracted from
 * an address of its data to get the physical one.
 */
void kmend_one_component(uintptr_t shift);

/*
 * Booted: says so (event `ready`; `version` of the kernel for people, or NULL), pauses for the snapshot, then obeys: counts, or
 * arms the fault (event `armed`). No timer may be armed meanwhile: with one, an emulator may skip to its deadline, and no
 * two boots would be the same. kmend_control.policy must be set.
 */
void kmend_ready(const char *target, const char *version);

/* Pauses the machine under the harness, and does nothing in a plain one. Returns when it goes on. Weak: the store and the port. */
void kmend_stop(enum kmend_stop why);

/*
 * Takes the fault out of force, for good: the armed block executes as if it had never been armed. A golden run counts no further, so that
 * no block is planned which could only be reached from here on.
 */
void kmend_fault_off(void);

/* Supplied by a kernel whose fault must sleep at times: 1, the fault neither acts nor counts now. Called from the armed block. */
__attribute__((weak)) int kmend_fault_sleeps(void);

#endif
