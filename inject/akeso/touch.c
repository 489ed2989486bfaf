/*
 * if (flag) slow_path(address, bytes, ...): one load, one compare and a branch that is hardly ever taken. The C interface of LLVM
 * cannot split a block, so the check is a function that is always inlined.
 */
#include "inject/akeso/touch.h"

#include <llvm-c/Transforms/PassBuilder.h>
#include <stdio.h>
#include <string.h>

#include "inject/own.h"
#include "inject/slow.h"

static const struct {
	const char *check, *flag, *slow;
} names[] = {
	[INJECT_AKESO_READ] = { "__kmend_akeso_check_read", "__kmend_akeso_reads", "__kmend_akeso_read" },
	[INJECT_AKESO_WRITE] = { "__kmend_akeso_check_write", "__kmend_akeso_writes", "__kmend_akeso_write" },
	[INJECT_AKESO_ADD] = { "__kmend_akeso_check_add", "__kmend_akeso_writes", "__kmend_akeso_add" },
	[INJECT_AKESO_BITS] = { "__kmend_akeso_check_bits", "__kmend_akeso_writes", "__kmend_akeso_bits" },
};

static void add_attribute(LLVMValueRef function, const char *name)
{
	LLVMContextRef context = LLVMGetTypeContext(LLVMTypeOf(function));
	unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));

	LLVMAddAttributeAtIndex(function, LLVMAttributeFunctionIndex, LLVMCreateEnumAttribute(context, kind, 0));
}

static void write_body(LLVMModuleRef module, LLVMValueRef check, enum inject_akeso_touch how, LLVMTypeRef type)
{
	LLVMContextRef context = LLVMGetModuleContext(module);
	LLVMTypeRef i8 = LLVMInt8TypeInContext(context);
	LLVMBasicBlockRef entry = LLVMAppendBasicBlockInContext(context, check, "");
	LLVMBasicBlockRef told = LLVMAppendBasicBlockInContext(context, check, "");
	LLVMBasicBlockRef done = LLVMAppendBasicBlockInContext(context, check, "");
	LLVMBuilderRef b = LLVMCreateBuilderInContext(context);
	LLVMValueRef flag = LLVMGetNamedGlobal(module, names[how].flag), set, arguments[3];

	if (!flag)
		flag = LLVMAddGlobal(module, i8, names[how].flag);
	LLVMPositionBuilderAtEnd(b, entry);
	set = LLVMBuildLoad2(b, i8, flag, "");
	inject_own_mark(set);
	set = LLVMBuildICmp(b, LLVMIntNE, set, LLVMConstInt(i8, 0, 0), "");
	inject_slow_unlikely(LLVMBuildCondBr(b, set, told, done), 0);
	LLVMPositionBuilderAtEnd(b, told);
	LLVMGetParams(check, arguments);
	inject_slow_call(module, b, names[how].slow, type, arguments, LLVMCountParams(check));
	LLVMBuildBr(b, done);
	LLVMPositionBuilderAtEnd(b, done);
	LLVMBuildRetVoid(b);
	LLVMDisposeBuilder(b);
}

static LLVMValueRef check_of(LLVMModuleRef module, enum inject_akeso_touch how, LLVMTypeRef type)
{
	LLVMValueRef check = LLVMGetNamedFunction(module, names[how].check);

	if (check)
		return check;
	check = LLVMAddFunction(module, names[how].check, type);
	LLVMSetLinkage(check, LLVMInternalLinkage);
	add_attribute(check, "alwaysinline");
	add_attribute(check, "nounwind");
	write_body(module, check, how, type);
	return check;
}

void inject_akeso_touch(LLVMModuleRef module, LLVMBuilderRef builder, enum inject_akeso_touch how, LLVMValueRef address,
	LLVMValueRef bytes, LLVMValueRef more)
{
	LLVMContextRef context = LLVMGetModuleContext(module);
	LLVMTypeRef i64 = LLVMInt64TypeInContext(context);
	LLVMTypeRef parameters[3] = { LLVMPointerTypeInContext(context, 0), i64, i64 };
	LLVMTypeRef type = LLVMFunctionType(LLVMVoidTypeInContext(context), parameters, more ? 3 : 2, 0);
	LLVMValueRef arguments[3] = { address, LLVMBuildIntCast2(builder, bytes, i64, 0, ""), more };

	LLVMBuildCall2(builder, type, check_of(module, how, type), arguments, more ? 3 : 2, "");
}

int inject_akeso_inline(LLVMModuleRef module, const char *unit)
{
	LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
	LLVMErrorRef error = LLVMRunPasses(module, "always-inline", NULL, options);
	char *message;

	LLVMDisposePassBuilderOptions(options);
	if (!error)
		return 0;
	message = LLVMGetErrorMessage(error);
	fprintf(stderr, "kmend-cc: %s: %s\n", unit, message);
	LLVMDisposeErrorMessage(message);
	return -1;
}
