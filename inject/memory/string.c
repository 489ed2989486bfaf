/*
 * Functions that copy a string write as many bytes as the string has. They are measured by a loop of the unit's own: a
 * program may have no strlen, or one that is no ordinary function any more.
 */
#include "inject/memory/string.h"

static LLVMValueRef define(LLVMModuleRef module, LLVMTypeRef type)
{
	LLVMContextRef context = LLVMGetModuleContext(module);
	LLVMTypeRef i8 = LLVMInt8TypeInContext(context), i64 = LLVMInt64TypeInContext(context);
	LLVMValueRef function = LLVMAddFunction(module, "__kmend_string_bytes", type), n, next, byte;
	LLVMBasicBlockRef entry = LLVMAppendBasicBlockInContext(context, function, "");
	LLVMBasicBlockRef loop = LLVMAppendBasicBlockInContext(context, function, "");
	LLVMBasicBlockRef end = LLVMAppendBasicBlockInContext(context, function, "");
	LLVMBuilderRef b = LLVMCreateBuilderInContext(context);

	LLVMSetLinkage(function, LLVMInternalLinkage);
	LLVMPositionBuilderAtEnd(b, entry);
	LLVMBuildBr(b, loop);
	LLVMPositionBuilderAtEnd(b, loop);
	n = LLVMBuildPhi(b, i64, "");
	byte = LLVMGetParam(function, 0);
	byte = LLVMBuildLoad2(b, i8, LLVMBuildGEP2(b, i8, byte, &n, 1, ""), "");
	next = LLVMBuildAdd(b, n, LLVMConstInt(i64, 1, 0), "");
	LLVMBuildCondBr(b, LLVMBuildICmp(b, LLVMIntEQ, byte, LLVMConstInt(i8, 0, 0), ""), end, loop);
	LLVMAddIncoming(n, (LLVMValueRef[]){ LLVMConstInt(i64, 0, 0), next }, (LLVMBasicBlockRef[]){ entry, loop }, 2);
	LLVMPositionBuilderAtEnd(b, end);
	LLVMBuildRet(b, next);
	LLVMDisposeBuilder(b);
	return function;
}

LLVMValueRef inject_memory_string_bytes(LLVMModuleRef module, LLVMBuilderRef builder, LLVMValueRef source)
{
	LLVMTypeRef i64 = LLVMInt64TypeInContext(LLVMGetModuleContext(module)), pointer = LLVMTypeOf(source);
	LLVMTypeRef type = LLVMFunctionType(i64, &pointer, 1, 0);
	LLVMValueRef helper = LLVMGetNamedFunction(module, "__kmend_string_bytes");

	if (!helper)
		helper = define(module, type);
	return LLVMBuildCall2(builder, type, helper, &source, 1, "");
}
