/* corrupt-pointer: a pointer becomes a random address, another one at each activation. */
#include "inject/sites/type.h"

static int applies(LLVMValueRef instruction)
{
	return LLVMGetTypeKind(LLVMTypeOf(instruction)) == LLVMPointerTypeKind &&
		inject_rewrite_has_result(instruction);
}

static void rewrite(struct inject_rewrite *r, LLVMValueRef instruction)
{
	LLVMValueRef random = inject_rewrite_random(r);

	inject_rewrite_after(r, instruction);
	inject_rewrite_result(
		r, instruction, LLVMBuildIntToPtr(r->builder, random, LLVMTypeOf(instruction), "kmend.address"));
}

const struct inject_type inject_type_corrupt_pointer = {
	.number = KMEND_FAULT_CORRUPT_POINTER, .applies = applies, .rewrite = rewrite
};
