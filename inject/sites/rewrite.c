/* See rewrite.h. A candidate that does not act costs a choice between two values, and the copy runs only when one acts. */
#include "inject/sites/rewrite.h"

#include <string.h>

#include "inject/sites/surgery.h"

int inject_rewrite_has_result(LLVMValueRef instruction)
{
	LLVMTypeKind kind = LLVMGetTypeKind(LLVMTypeOf(instruction));

	if (LLVMIsATerminatorInst(instruction))
		return 0;
	if (LLVMIsACallInst(instruction) && LLVMGetTailCallKind(instruction) == LLVMTailCallKindMustTail)
		return 0;
	return kind == LLVMIntegerTypeKind || kind == LLVMPointerTypeKind || kind == LLVMFloatTypeKind ||
		kind == LLVMDoubleTypeKind;
}

int inject_rewrite_is_conditional(LLVMValueRef instruction)
{
	return LLVMGetInstructionOpcode(instruction) == LLVMBr && LLVMIsConditional(instruction);
}

int inject_rewrite_is_integer(LLVMValueRef value, unsigned bits)
{
	LLVMTypeRef type = LLVMTypeOf(value);

	return LLVMGetTypeKind(type) == LLVMIntegerTypeKind && LLVMGetIntTypeWidth(type) == bits;
}

void inject_rewrite_operand(
	struct inject_rewrite *rewrite, LLVMValueRef instruction, unsigned number, LLVMValueRef wrong)
{
	LLVMValueRef right = LLVMGetOperand(instruction, number);

	LLVMSetOperand(
		instruction, number, LLVMBuildSelect(rewrite->builder, rewrite->acts, wrong, right, "kmend.operand"));
}

void inject_rewrite_after(struct inject_rewrite *rewrite, LLVMValueRef instruction)
{
	LLVMPositionBuilderBefore(rewrite->builder, LLVMGetNextInstruction(instruction));
}

void inject_rewrite_result(struct inject_rewrite *rewrite, LLVMValueRef instruction, LLVMValueRef wrong)
{
	LLVMValueRef chosen = LLVMBuildSelect(rewrite->builder, rewrite->acts, wrong, instruction, "kmend.result");

	inject_surgery_replace(instruction, chosen, wrong);
}

/* Calls FUNCTION at the top of the copy; *VALUE keeps the result for the copy's other candidates. */
static LLVMValueRef draw(struct inject_rewrite *rewrite, const char *function, LLVMValueRef *value)
{
	LLVMBasicBlockRef here = LLVMGetInsertBlock(rewrite->builder);
	LLVMModuleRef module = LLVMGetGlobalParent(LLVMGetBasicBlockParent(here));
	LLVMContextRef context = LLVMGetModuleContext(module);
	LLVMTypeRef type = LLVMFunctionType(LLVMInt64TypeInContext(context), NULL, 0, 0);
	LLVMValueRef callee = LLVMGetNamedFunction(module, function);
	unsigned nounwind = LLVMGetEnumAttributeKindForName("nounwind", strlen("nounwind"));
	LLVMBuilderRef top;

	if (*value)
		return *value;
	if (!callee)
		callee = LLVMAddFunction(module, function, type);
	LLVMAddAttributeAtIndex(callee, LLVMAttributeFunctionIndex, LLVMCreateEnumAttribute(context, nounwind, 0));
	top = LLVMCreateBuilderInContext(context);
	LLVMPositionBuilderBefore(top, LLVMGetFirstInstruction(rewrite->copy));
	LLVMSetCurrentDebugLocation2(top, LLVMGetCurrentDebugLocation2(rewrite->builder));
	*value = LLVMBuildCall2(top, type, callee, NULL, 0, "kmend.drawn");
	LLVMDisposeBuilder(top);
	return *value;
}

LLVMValueRef inject_rewrite_seed(struct inject_rewrite *rewrite)
{
	return draw(rewrite, "__kmend_seed", &rewrite->seed);
}

LLVMValueRef inject_rewrite_random(struct inject_rewrite *rewrite)
{
	return draw(rewrite, "__kmend_random", &rewrite->random);
}

void inject_rewrite_result_random(struct inject_rewrite *rewrite, LLVMValueRef instruction)
{
	LLVMValueRef random = inject_rewrite_random(rewrite);
	LLVMTypeRef type = LLVMTypeOf(instruction);

	inject_rewrite_after(rewrite, instruction);
	if (LLVMGetTypeKind(type) == LLVMPointerTypeKind)
		random = LLVMBuildIntToPtr(rewrite->builder, random, type, "kmend.random");
	else
		random = LLVMBuildTrunc(rewrite->builder, random, type, "kmend.random");
	inject_rewrite_result(rewrite, instruction, random);
}
