#include "inject/osiris/hoist.h"

#define MAX_DEPTH 4

static int is_movable(LLVMValueRef instruction)
{
	switch (LLVMGetInstructionOpcode(instruction)) {
	case LLVMGetElementPtr:
	case LLVMZExt:
	case LLVMSExt:
	case LLVMTrunc:
	case LLVMAdd:
	case LLVMSub:
	case LLVMMul:
	case LLVMShl:
	case LLVMAnd:
	case LLVMOr:
		return 1;
	default:
		return 0;
	}
}

static int can(LLVMValueRef value, LLVMValueRef *between, size_t n, unsigned depth)
{
	size_t i = 0;

	if (!LLVMIsAInstruction(value))
		return 1;
	while (i < n && between[i] != value)
		i++;
	if (i == n)
		return 1;
	if (!is_movable(value) || depth == MAX_DEPTH)
		return 0;
	for (int k = 0; k < LLVMGetNumOperands(value); k++)
		if (!can(LLVMGetOperand(value, (unsigned)k), between, n, depth + 1))
			return 0;
	return 1;
}

int inject_osiris_can_hoist(LLVMValueRef value, LLVMValueRef *between, size_t n)
{
	return can(value, between, n, 0);
}

static int comes_after(LLVMValueRef instruction, LLVMValueRef at)
{
	if (LLVMGetInstructionParent(instruction) != LLVMGetInstructionParent(at))
		return 0;
	for (LLVMValueRef i = at; i; i = LLVMGetNextInstruction(i))
		if (i == instruction)
			return 1;
	return 0;
}

void inject_osiris_hoist(LLVMBuilderRef builder, LLVMValueRef value, LLVMValueRef at)
{
	if (!LLVMIsAInstruction(value) || !comes_after(value, at))
		return;
	for (int k = 0; k < LLVMGetNumOperands(value); k++)
		inject_osiris_hoist(builder, LLVMGetOperand(value, (unsigned)k), at);
	LLVMInstructionRemoveFromParent(value);
	LLVMPositionBuilderBefore(builder, at);
	LLVMInsertIntoBuilder(builder, value);
}
