/* swap: the operands of a binary operation change places, where that makes a difference. */
#include "inject/sites/type.h"

static int applies(LLVMValueRef instruction)
{
	switch (LLVMGetInstructionOpcode(instruction)) {
	case LLVMSub:
	case LLVMFSub:
	case LLVMUDiv:
	case LLVMSDiv:
	case LLVMFDiv:
	case LLVMURem:
	case LLVMSRem:
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
