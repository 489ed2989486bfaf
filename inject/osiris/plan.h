/*
 * What a function writes, in groups. The stores of one group stand in one block and no call lies between them, so the window is for all of them what it
 * is before the first; there, the addresses of all are known. So all are told to the log at once, there: their old values
 * are those that they have before the first.
 */
#ifndef KMEND_INJECT_OSIRIS_PLAN_H
#define KMEND_INJECT_OSIRIS_PLAN_H

#include "inject/memory/memory.h"

#define INJECT_OSIRIS_STORE_BYTES 64 /* a longer store, or one of a size that is not known, is a call */

/* [base + offset, + bytes) is written. */
struct inject_osiris_store {
	LLVMValueRef base;
	int64_t offset;
	uint64_t bytes;
	int safe; /* provably inside a variable: never in the runtime's region */
};

/* The instruction and the stores [first, first + count), sorted by base and offset when the plan is done. */
struct inject_osiris_group {
	LLVMValueRef at;
	size_t first, count;
	int opened; /* a window may have been opened between the entry of the function and here */
};

/* A write that stays a call of the runtime. */
struct inject_osiris_call {
	LLVMValueRef instruction, address, bytes;
	int at_most;
};

struct inject_osiris_plan {
	struct inject_osiris_group *groups;
	struct inject_osiris_store *stores;
	struct inject_osiris_call *calls;
	size_t ngroups, groups_room, nstores, stores_room, ncalls, calls_room;
	/* of the group that is open: what stands from its instruction on */
	LLVMValueRef *between;
	size_t nbetween, between_room;
	int open, no_memory;
};

int inject_osiris_is_call(LLVMValueRef instruction);

/* Adds ACCESS, which comes after those that were added before it in its function. */
void inject_osiris_plan_add(
	struct inject_osiris_plan *plan, struct inject_memory *memory, const struct inject_access *access);
/* After the last one. -1: no memory. */
int inject_osiris_plan_end(struct inject_osiris_plan *plan);
void inject_osiris_plan_release(struct inject_osiris_plan *plan);

#endif
