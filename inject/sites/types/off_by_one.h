/* What corrupt-integer and corrupt-index do to a value: one more or one less, which of them the seed says. */
#ifndef KMEND_INJECT_SITES_TYPES_OFF_BY_ONE_H
#define KMEND_INJECT_SITES_TYPES_OFF_BY_ONE_H

#include "inject/sites/rewrite.h"

/* INSTRUCTION gives an i32. */
static inline void off_by_one_rewrite(struct inject_rewrite *r, LLVMValueRef instruction)
{
	LLVMTypeRef type = LLVMTypeOf(instruction);
	LLVMValueRef seed = inject_rewrite_seed(r), step;

	inject_rewrite_after(r, instruction);
	step = LLVMBuildAnd(r->builder, LLVMBuildTrunc(r->builder, seed, type, ""), LLVMConstInt(type, 2, 0), "");
	step = LLVMBuildSub(r->builder, step, LLVMConstInt(type, 1, 0), "kmend.step"); /* 1 or -1 */
	inject_rewrite_result(r, instruction, LLVMBuildAdd(r->builder, instruction, step, "kmend.off"));
}

#endif
