#include "inject/slow.h"

#include <string.h>

#define PRESERVE_MOST 14 /* llvm::CallingConv::PreserveMost */

static void add_attribute(LLVMValueRef function, const char *name)
{
	LLVMContextRef context = LLVMGetTypeContext(LLVMTypeOf(function));
	unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));

	LLVMAddAttributeAtIndex(function, LLVMAttributeFunctionIndex, LLVMCreateEnumAttribute(context, kind, 0));
}

static LLVMValueRef declare(LLVMModuleRef module, const char *name, LLVMTypeRef type)
{
	LLVMValueRef function = LLVMGetNamedFunction(module, name);

	if (function)
		return function;
	function = LLVMAddFunction(module, name, type);
	LLVMSetFunctionCallConv(function, PRESERVE_MOST);
	add_attribute(function, "nounwind");
	add_attribute(function, "cold");
	return function;
}

void inject_slow_call(LLVMModuleRef module, LLVMBuilderRef builder, const char *name, LLVMTypeRef type,
	LLVMValueRef *arguments, unsigned n)
{
	LLVMValueRef call = LLVMBuildCall2(builder, type, declare(module, name, type), arguments, n, "");

	LLVMSetInstructionCallConv(call, PRESERVE_MOST);
}

void inject_slow_unlikely(LLVMValueRef branch, int second)
{
	LLVMContextRef context = LLVMGetTypeContext(LLVMTypeOf(branch));
	LLVMTypeRef i32 = LLVMInt32TypeInContext(context);
	LLVMMetadataRef parts[3] = { LLVMMDStringInContext2(context, "branch_weights", 14),
		LLVMValueAsMetadata(LLVMConstInt(i32, second ? 2000 : 1, 0)),
		LLVMValueAsMetadata(LLVMConstInt(i32, second ? 1 : 2000, 0)) };
	LLVMMetadataRef node = LLVMMDNodeInContext2(context, parts, 3);

	LLVMSetMetadata(branch, LLVMGetMDKindIDInContext(context, "prof", 4), LLVMMetadataAsValue(context, node));
}
