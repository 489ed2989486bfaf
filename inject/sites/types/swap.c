/* swap: the operands of a binary operation change places, where that makes a difference. */
#include <llvm-c/Target.h>

#include "inject/sites/type.h"

/* A number wider than a machine word is divided by a constant in place, by anything else in a function that a kernel may not have. */
static int needs_library(LLVMValueRef division)
{
	LLVMModuleRef module = LLVMGetGlobalParent(LLVMGetBasicBlockParent(LLVMGetInstructionParent(division)));
	LLVMTypeRef type = LLVMTypeOf(division);

	return LLVMGetTypeKind(type) == LLVMIntegerTypeKind &&
		LLVMGetIntTypeWidth(type) > 8 * LLVMPointerSize(LLVMGetModuleDataLayout(module)) &&
		LLVMIsAConstantInt(LLVMGetOperand(division, 1));
}

static int applies(LLVMValueRef instruction)
{
	switch (LLVMGetInstructionOpcode(instruction)) {
	case LLVMUDiv:
	case LLVMSDiv:
	case LLVMURem:
	case LLVMSRem:
		return !needs_library(instruction);
	case LLVMSub:
	case LLVMFSub:
	case LLVMFDiv:
	case LLVMFRem:
	case LLVMShl:
	case LLVMLShr:
	case LLVMAShr:
		return 1;
	default:
		return 0;
	}
}

static void rewrite(struct inject_rewrite *r, LLVMValueRef instruction)
{
	LLVMValueRef left = LLVMGetOperand(instruction, 0), right = LLVMGetOperand(instruction, 1);

	inject_rewrite_operand(r, instruction, 0, right);
	inject_rewrite_operand(r, instruction, 1, left);
}

const struct inject_type inject_type_swap = { .number = KMEND_FAULT_SWAP, .applies = applies, .rewrite = rewrite };
