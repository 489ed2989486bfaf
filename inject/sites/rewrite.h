/* What fault types that change instructions share: the ways to make one instruction of a faulty copy act. */
#ifndef KMEND_INJECT_SITES_REWRITE_H
#define KMEND_INJECT_SITES_REWRITE_H

#include <llvm-c/Core.h>

struct inject_rewrite {
	LLVMBuilderRef builder; /* stands before the candidate */
	LLVMValueRef acts;      /* i1: this candidate acts now */
	int found;              /* what `applies` said of it */
	/* private */
	LLVMBasicBlockRef copy;
	LLVMValueRef seed, random; /* of this copy, once somebody has asked */
};

/*
 * 1: the result of INSTRUCTION can be replaced: it has one that a register of its type can hold, and there is room after it for
 * the choice (not after a terminator, nor between a musttail call and its return).
 */
int inject_rewrite_has_result(LLVMValueRef instruction);

/* 1: INSTRUCTION is a branch with two ways. */
int inject_rewrite_is_conditional(LLVMValueRef instruction);

/* 1: VALUE is an integer of BITS bits. */
int inject_rewrite_is_integer(LLVMValueRef value, unsigned bits);

/* Operand NUMBER of INSTRUCTION is WRONG when the candidate acts. */
void inject_rewrite_operand(
	struct inject_rewrite *rewrite, LLVMValueRef instruction, unsigned number, LLVMValueRef wrong);

/*
 * Moves the builder after INSTRUCTION, where its wrong result can be computed; then, whoever uses the result reads WRONG when
 * the candidate acts.
 */
void inject_rewrite_after(struct inject_rewrite *rewrite, LLVMValueRef instruction);
void inject_rewrite_result(struct inject_rewrite *rewrite, LLVMValueRef instruction, LLVMValueRef wrong);

/* 64 random bits: the same ones in the whole experiment, or others at each activation. Both replay exactly. */
LLVMValueRef inject_rewrite_seed(struct inject_rewrite *rewrite);
LLVMValueRef inject_rewrite_random(struct inject_rewrite *rewrite);

/* Whoever uses the result of INSTRUCTION, a pointer or an integer of at most 64 bits, reads inject_rewrite_random() when the candidate acts. */
void inject_rewrite_result_random(struct inject_rewrite *rewrite, LLVMValueRef instruction);

#endif
