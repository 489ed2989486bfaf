/* Finds the first ordinary instruction of a block: where the block's check goes and what its faults act on. */
#include "inject/sites/place.h"

#include <string.h>

static const char *const markers[] = {
	"llvm.dbg.",
	"llvm.lifetime.",
	"llvm.assume",
	"llvm.invariant.",
	"llvm.pseudoprobe",
	"llvm.experimental.noalias.scope.decl",
	"llvm.donothing",
	"llvm.sideeffect",
	"llvm.var.annotation",
};

int inject_place_is_marker(LLVMValueRef instruction)
{
	LLVMValueRef callee;
	const char *name;
	size_t n;

	if (!LLVMIsACallInst(instruction))
		return 0;
	callee = LLVMIsAFunction(LLVMGetCalledValue(instruction));
	if (!callee || !LLVMGetIntrinsicID(callee))
		return 0;
	name = LLVMGetValueName2(callee, &n);
	for (size_t i = 0; i < sizeof(markers) / sizeof(markers[0]); i++)
		if (n >= strlen(markers[i]) && memcmp(name, markers[i], strlen(markers[i])) == 0)
			return 1;
	return 0;
}

static int is_fixed_alloca(LLVMValueRef instruction)
{
	return LLVMIsAAllocaInst(instruction) && LLVMIsAConstantInt(LLVMGetOperand(instruction, 0));
}

void inject_place_hoist_allocas(LLVMValueRef function)
{
	LLVMBasicBlockRef entry = LLVMGetEntryBasicBlock(function);
	LLVMBuilderRef builder = LLVMCreateBuilderInContext(LLVMGetTypeContext(LLVMTypeOf(function)));
	LLVMValueRef top = LLVMGetFirstInstruction(entry), next;

	while (top && is_fixed_alloca(top))
		top = LLVMGetNextInstruction(top);
	for (LLVMValueRef i = top; i; i = next) {
		next = LLVMGetNextInstruction(i);
		if (i == top || !is_fixed_alloca(i))
			continue;
		LLVMInstructionRemoveFromParent(i);
		LLVMPositionBuilderBefore(builder, top);
		LLVMInsertIntoBuilder(builder, i);
	}
	LLVMDisposeBuilder(builder);
}

/*
 * The store of an argument into a variable of its own, or the conversion before it. Code that finds the other arguments, or the
 * caller's frame, from the address of one needs the store in the entry block: only there the code generator knows that
 * the argument lies in memory already, where the caller put it, and makes no copy.
 */
static int belongs_to_argument(LLVMValueRef instruction)
{
	LLVMValueRef from =
		LLVMIsACastInst(instruction) || LLVMIsAStoreInst(instruction) ? LLVMGetOperand(instruction, 0) : NULL;

	if (from && LLVMIsAStoreInst(instruction) && LLVMIsACastInst(from))
		from = LLVMGetOperand(from, 0);
	return from && LLVMIsAArgument(from) &&
		(LLVMIsACastInst(instruction) || is_fixed_alloca(LLVMGetOperand(instruction, 1)));
}

/* The value of an asm goto, where its label begins (surgery.h). */
static int is_pinned(LLVMValueRef instruction)
{
	return LLVMGetInstructionOpcode(instruction) == LLVMFreeze && LLVMIsACallBrInst(LLVMGetOperand(instruction, 0));
}

LLVMValueRef inject_place_first(LLVMBasicBlockRef block)
{
	int entry = block == LLVMGetEntryBasicBlock(LLVMGetBasicBlockParent(block));

	for (LLVMValueRef i = LLVMGetFirstInstruction(block); i; i = LLVMGetNextInstruction(i)) {
		switch (LLVMGetInstructionOpcode(i)) {
		case LLVMPHI:
		case LLVMLandingPad:
			continue;
		case LLVMUnreachable:
		case LLVMCatchSwitch:
		case LLVMCatchPad:
		case LLVMCleanupPad:
			return NULL;
		default:
			break;
		}
		if (inject_place_is_marker(i) || is_pinned(i) ||
			(entry && (is_fixed_alloca(i) || belongs_to_argument(i))))
			continue;
		return i;
	}
	return NULL;
}
