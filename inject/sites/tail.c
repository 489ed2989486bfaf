#include "inject/sites/tail.h"

/* (to, from, n): byte after byte, none when n is 0. */
static LLVMValueRef define(LLVMModuleRef module, const char *name, LLVMTypeRef type, int copies)
{
	LLVMContextRef context = LLVMGetModuleContext(module);
	LLVMTypeRef i8 = LLVMInt8TypeInContext(context);
	LLVMValueRef function = LLVMAddFunction(module, name, type), to = LLVMGetParam(function, 0);
	LLVMValueRef byte = LLVMGetParam(function, 1), n = LLVMGetParam(function, 2), i, next;
	LLVMTypeRef size = LLVMTypeOf(n);
	LLVMBasicBlockRef entry = LLVMAppendBasicBlockInContext(context, function, "");
	LLVMBasicBlockRef test = LLVMAppendBasicBlockInContext(context, function, "");
	LLVMBasicBlockRef loop = LLVMAppendBasicBlockInContext(context, function, "");
	LLVMBasicBlockRef end = LLVMAppendBasicBlockInContext(context, function, "");
	LLVMBuilderRef b = LLVMCreateBuilderInContext(context);

	LLVMSetLinkage(function, LLVMInternalLinkage);
	LLVMPositionBuilderAtEnd(b, entry);
	LLVMBuildBr(b, test);
	LLVMPositionBuilderAtEnd(b, test);
	i = LLVMBuildPhi(b, size, "");
	LLVMBuildCondBr(b, LLVMBuildICmp(b, LLVMIntULT, i, n, ""), loop, end);
	LLVMPositionBuilderAtEnd(b, loop);
	if (copies)
		byte = LLVMBuildLoad2(b, i8, LLVMBuildGEP2(b, i8, byte, &i, 1, ""), "");
	LLVMBuildStore(b, byte, LLVMBuildGEP2(b, i8, to, &i, 1, ""));
	next = LLVMBuildAdd(b, i, LLVMConstInt(size, 1, 0), "");
	LLVMBuildBr(b, test);
	LLVMAddIncoming(i, (LLVMValueRef[]){ LLVMConstNull(size), next }, (LLVMBasicBlockRef[]){ entry, loop }, 2);
	LLVMPositionBuilderAtEnd(b, end);
	LLVMBuildRetVoid(b);
	LLVMDisposeBuilder(b);
	return function;
}

void inject_tail_build(LLVMBuilderRef builder, LLVMValueRef to, LLVMValueRef from, LLVMValueRef at, LLVMValueRef n)
{
	LLVMModuleRef module = LLVMGetGlobalParent(LLVMGetBasicBlockParent(LLVMGetInsertBlock(builder)));
	LLVMContextRef context = LLVMGetModuleContext(module);
	LLVMTypeRef i8 = LLVMInt8TypeInContext(context);
	LLVMTypeRef parameters[] = { LLVMTypeOf(to), LLVMTypeOf(from), LLVMTypeOf(n) };
	LLVMTypeRef type = LLVMFunctionType(LLVMVoidTypeInContext(context), parameters, 3, 0);
	int copies = LLVMGetTypeKind(parameters[1]) == LLVMPointerTypeKind;
	const char *name = copies ? INJECT_TAIL_COPY : INJECT_TAIL_SET;
	LLVMValueRef function = LLVMGetNamedFunction(module, name);

	if (!function)
		function = define(module, name, type, copies);
	to = LLVMBuildGEP2(builder, i8, to, &at, 1, "");
	if (copies)
		from = LLVMBuildGEP2(builder, i8, from, &at, 1, "");
	LLVMBuildCall2(builder, type, function, (LLVMValueRef[]){ to, from, n }, 3, "");
}
