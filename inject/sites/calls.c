#include "inject/sites/calls.h"

#include <llvm-c/Target.h>
#include <stddef.h>

const char *calls_name(LLVMValueRef instruction)
{
	LLVMValueRef callee = LLVMIsACallInst(instruction) ? LLVMIsAFunction(LLVMGetCalledValue(instruction)) : NULL;
	size_t n;

	if (!callee || LLVMGetIntrinsicID(callee) || LLVMGetTailCallKind(instruction) == LLVMTailCallKindMustTail)
		return NULL;
	return LLVMGetValueName2(callee, &n);
}

int calls_has_size(LLVMValueRef call, unsigned number)
{
	LLVMTypeRef type;

	if (number >= LLVMGetNumArgOperands(call))
		return 0;
	type = LLVMTypeOf(LLVMGetOperand(call, number));
	return LLVMGetTypeKind(type) == LLVMIntegerTypeKind && LLVMGetIntTypeWidth(type) >= 8 &&
		LLVMGetIntTypeWidth(type) <= 64;
}

/* In a register's width: a remainder of 64 bits is a call of a library that a 32-bit kernel does not have. */
LLVMValueRef calls_random_below(struct inject_rewrite *r, LLVMValueRef size)
{
	LLVMValueRef random = inject_rewrite_random(r), zero, one, is_zero, divisor;
	LLVMModuleRef module = LLVMGetGlobalParent(LLVMGetBasicBlockParent(LLVMGetInsertBlock(r->builder)));
	LLVMTypeRef own = LLVMTypeOf(size);
	LLVMTypeRef type = LLVMIntPtrTypeInContext(LLVMGetModuleContext(module), LLVMGetModuleDataLayout(module));

	if (LLVMGetIntTypeWidth(own) < LLVMGetIntTypeWidth(type))
		type = own;
	zero = LLVMConstNull(type);
	one = LLVMConstInt(type, 1, 0);
	size = LLVMBuildIntCast2(r->builder, size, type, 0, "");
	is_zero = LLVMBuildICmp(r->builder, LLVMIntEQ, size, zero, "");
	divisor = LLVMBuildSelect(r->builder, is_zero, one, size, "kmend.size");
	random = LLVMBuildIntCast2(r->builder, random, type, 0, "");
	return LLVMBuildIntCast2(r->builder, LLVMBuildURem(r->builder, random, divisor, ""), own, 0, "kmend.below");
}
