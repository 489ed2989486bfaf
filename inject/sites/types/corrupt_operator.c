/*
 * corrupt-operator: a binary operation does what another one of its class does (integers, shifts, floating point). Which one
 * is fixed for each operation. None becomes a division, which would add a trap of its own.
 */
#include "inject/sites/type.h"

/* The other operation, or 0. */
static LLVMOpcode other(LLVMOpcode operation)
{
	switch (operation) {
	case LLVMAdd:
		return LLVMSub;
	case LLVMSub:
	case LLVMMul:
	case LLVMOr:
		return operation == LLVMOr ? LLVMAnd : LLVMAdd;
	case LLVMAnd:
	case LLVMXor:
		return LLVMOr;
	case LLVMUDiv:
	case LLVMSDiv:
		return LLVMMul;
	case LLVMURem:
	case LLVMSRem:
		return LLVMSub;
	case LLVMShl:
		return LLVMLShr;
	case LLVMLShr:
	case LLVMAShr:
		return LLVMShl;
	case LLVMFAdd:
		return LLVMFSub;
	case LLVMFSub:
	case LLVMFMul:
		return LLVMFAdd;
	case LLVMFDiv:
	case LLVMFRem:
		return LLVMFMul;
	default:
		return 0;
	}
}

static int applies(LLVMValueRef instruction)
{
	return other(LLVMGetInstructionOpcode(instruction)) && inject_rewrite_has_result(instruction);
}

static void rewrite(struct inject_rewrite *r, LLVMValueRef instruction)
{
	LLVMValueRef left = LLVMGetOperand(instruction, 0), right = LLVMGetOperand(instruction, 1), wrong;

	inject_rewrite_after(r, instruction);
	wrong = LLVMBuildBinOp(r->builder, other(LLVMGetInstructionOpcode(instruction)), left, right, "kmend.other");
	inject_rewrite_result(r, instruction, wrong);
}

const struct inject_type inject_type_corrupt_operator = {
	.number = KMEND_FAULT_CORRUPT_OPERATOR, .applies = applies, .rewrite = rewrite
};
