/* random-load: a 32-bit integer that is loaded from memory is random, another one at each activation. */
#include "inject/sites/type.h"

static int applies(LLVMValueRef instruction)
{
	return LLVMGetInstructionOpcode(instruction) == LLVMLoad && inject_rewrite_is_integer(instruction, 32);
}

static void rewrite(struct inject_rewrite *r, LLVMValueRef instruction)
{
	LLVMValueRef random = inject_rewrite_random(r);

	inject_rewrite_after(r, instruction);
	inject_rewrite_result(
		r, instruction, LLVMBuildTrunc(r->builder, random, LLVMTypeOf(instruction), "kmend.random"));
}

const struct inject_type inject_type_random_load = {
	.number = KMEND_FAULT_RANDOM_LOAD, .applies = applies, .rewrite = rewrite
};
