/*
 * Inline assembly that changes one memory operand in a way that is known before it runs: the counters and bits of x86 (inc, dec, add,
 * sub, xadd; or, and; bts, btr, btc).
 */
#ifndef KMEND_INJECT_MEMORY_RMW_H
#define KMEND_INJECT_MEMORY_RMW_H

#include "inject/memory/memory.h"
#include "inject/memory/rmw_text.h"

struct inject_rmw {
	enum inject_rmw_kind kind;
	unsigned bytes;       /* of the operand: 1, 2, 4 or 8 */
	LLVMValueRef address; /* an argument of the call */
	LLVMValueRef value;   /* an argument of the call, or NULL: */
	int64_t constant;
	int is_read; /* 1: something comes of what stood there before */
};

/* What inline assembly CALL does; kind INJECT_RMW_NONE: something else, or more than that. Builds nothing. */
struct inject_rmw inject_rmw_find(LLVMValueRef call);

/* Shows the pass what CALL changes, if it is such an instruction: with `added` or `bits` set. 1: it is. */
int inject_memory_rmw(struct inject_memory *m, LLVMValueRef call);

/* Shows the pass the byte that CALL reads to say what the bit was before. 1: CALL is one of those instructions, and nothing else of it is a read. */
int inject_memory_rmw_read(struct inject_memory *m, LLVMValueRef call,
	void (*show)(struct inject_memory *, LLVMValueRef, LLVMValueRef, unsigned));

/* Of an atomic operation of LLVM: what it adds (`added`) or which bits it changes (`bits`), built where the builder stands; both NULL: anything. */
void inject_memory_rmw_atomic(struct inject_memory *m, LLVMValueRef atomic, struct inject_access *access);

#endif
