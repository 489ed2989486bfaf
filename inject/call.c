/* See call.h. The rule for registers is clang's for i386: an argument that no longer fits ends them. */
#include "inject/call.h"

#include <llvm-c/Target.h>
#include <string.h>

#define MAX_ARGUMENTS 8

static LLVMAttributeRef attribute(LLVMContextRef context, const char *name)
{
	return LLVMCreateEnumAttribute(context, LLVMGetEnumAttributeKindForName(name, strlen(name)), 0);
}

/* How many registers -mregparm gives; clang leaves it in the module. */
static uint64_t register_parameters(LLVMModuleRef module)
{
	static const char flag[] = "NumRegisterParameters";
	LLVMMetadataRef metadata = LLVMGetModuleFlag(module, flag, strlen(flag));
	LLVMValueRef value;

	if (!metadata)
		return 0;
	LLVMGetMDNodeOperands(LLVMMetadataAsValue(LLVMGetModuleContext(module), metadata), &value);
	return LLVMConstIntGetZExtValue(value);
}

/* IN_REGISTER[i] becomes 1 for each parameter of TYPE that travels in registers. */
static void assign(LLVMModuleRef module, LLVMTypeRef type, int in_register[MAX_ARGUMENTS])
{
	LLVMTargetDataRef layout = LLVMGetModuleDataLayout(module);
	uint64_t left = register_parameters(module), word = LLVMPointerSize(layout);
	LLVMTypeRef types[MAX_ARGUMENTS];

	LLVMGetParamTypes(type, types);
	for (unsigned i = 0; i < LLVMCountParamTypes(type); i++) {
		uint64_t needed = (LLVMStoreSizeOfType(layout, types[i]) + word - 1) / word;

		in_register[i] = needed <= left;
		left = in_register[i] ? left - needed : 0;
	}
}

LLVMValueRef inject_call_declare(LLVMModuleRef module, const char *name, LLVMTypeRef type)
{
	LLVMContextRef context = LLVMGetModuleContext(module);
	LLVMValueRef function = LLVMGetNamedFunction(module, name);
	int in_register[MAX_ARGUMENTS];

	if (!function) {
		function = LLVMAddFunction(module, name, type);
		assign(module, type, in_register);
		for (unsigned i = 0; i < LLVMCountParamTypes(type); i++)
			if (in_register[i])
				LLVMAddAttributeAtIndex(function, i + 1, attribute(context, "inreg"));
	}
	LLVMAddAttributeAtIndex(function, LLVMAttributeFunctionIndex, attribute(context, "nounwind"));
	return function;
}

LLVMValueRef inject_call_build(
	LLVMBuilderRef builder, LLVMValueRef function, LLVMTypeRef type, LLVMValueRef *arguments, unsigned n)
{
	LLVMModuleRef module = LLVMGetGlobalParent(function);
	LLVMValueRef call = LLVMBuildCall2(builder, type, function, arguments, n, "");
	int in_register[MAX_ARGUMENTS];

	assign(module, type, in_register);
	for (unsigned i = 0; i < n; i++)
		if (in_register[i])
			LLVMAddCallSiteAttribute(call, i + 1, attribute(LLVMGetModuleContext(module), "inreg"));
	return call;
}
