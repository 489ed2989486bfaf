/* no-load: an integer that is loaded from memory reads as 0. */
#include "inject/sites/type.h"

static int applies(LLVMValueRef instruction)
{
	return LLVMGetInstructionOpcode(instruction) == LLVMLoad &&
		LLVMGetTypeKind(LLVMTypeOf(instruction)) == LLVMIntegerTypeKind;
}

static void rewrite(struct inject_rewrite *r, LLVMValueRef instruction)
{
	inject_rewrite_after(r, instruction);
	inject_rewrite_result(r, instruction, LLVMConstNull(LLVMTypeOf(instruction)));
}

const struct inject_type inject_type_no_load = {
	.number = KMEND_FAULT_NO_LOAD, .applies = applies, .rewrite = rewrite
};
