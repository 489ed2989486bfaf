/*
 * At the level `counted` each basic block says first thing how many reads and writes it is going to make, and whether they are told to the
 * runtime: __kmend_akeso_count() adds them to those of the domain that runs (recovery-rt/akeso/count.c).
 */
#ifndef KMEND_INJECT_AKESO_COUNT_H
#define KMEND_INJECT_AKESO_COUNT_H

#include "inject/akeso/touch.h"
#include "inject/memory/memory.h"

/* Of the block that is being visited. All zero before the first one of a function. */
struct inject_akeso_count {
	LLVMBasicBlockRef block; /* NULL: none yet */
	uint64_t accesses[2];    /* reads, writes */
	int told;                /* the function's accesses are told */
};

/* One more access. Blocks come one after the other, as inject_memory_visit() has them. */
void inject_akeso_count_add(struct inject_akeso_count *count, struct inject_memory *memory, LLVMValueRef instruction,
	enum inject_akeso_touch how);

/* The last block of a function is over: after inject_memory_visit(). */
void inject_akeso_count_end(struct inject_akeso_count *count, struct inject_memory *memory);

#endif
