/* Builds the check function (see check.h) and its calls. The pristine path is one compare and one branch not taken. */
#include "inject/sites/check.h"

#include <llvm-c/DebugInfo.h>
#include <string.h>

#include "recovery-rt/include/kmend/abi.h"

/* A branch whose condition is almost never true: the slow path is laid out far from the pristine one. */
static void build_cold_branch(
	LLVMBuilderRef builder, LLVMValueRef condition, LLVMBasicBlockRef rare, LLVMBasicBlockRef usual)
{
	LLVMValueRef branch = LLVMBuildCondBr(builder, condition, rare, usual);
	LLVMContextRef context = LLVMGetTypeContext(LLVMTypeOf(condition));
	LLVMTypeRef i32 = LLVMInt32TypeInContext(context);
	LLVMMetadataRef weights[3] = {
		LLVMMDStringInContext2(context, "branch_weights", 14),
		LLVMValueAsMetadata(LLVMConstInt(i32, 1, 0)),
		LLVMValueAsMetadata(LLVMConstInt(i32, 1048575, 0)),
	};
	LLVMMetadataRef node = LLVMMDNodeInContext2(context, weights, 3);

	LLVMSetMetadata(branch, LLVMGetMDKindIDInContext(context, "prof", 4), LLVMMetadataAsValue(context, node));
}

static void attribute(LLVMValueRef function, const char *name)
{
	LLVMContextRef context = LLVMGetTypeContext(LLVMTypeOf(function));
	unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));

	LLVMAddAttributeAtIndex(function, LLVMAttributeFunctionIndex, LLVMCreateEnumAttribute(context, kind, 0));
}

static LLVMValueRef declare_slow_path(LLVMModuleRef module, LLVMTypeRef type)
{
	LLVMValueRef function = LLVMGetNamedFunction(module, "__kmend_block");

	if (!function)
		function = LLVMAddFunction(module, "__kmend_block", type);
	LLVMSetFunctionCallConv(function, LLVMPreserveMostCallConv);
	attribute(function, "nounwind");
	attribute(function, "cold");
	return function;
}

LLVMValueRef inject_check_define(LLVMModuleRef module)
{
	LLVMContextRef context = LLVMGetModuleContext(module);
	LLVMBuilderRef b = LLVMCreateBuilderInContext(context);
	LLVMTypeRef i8 = LLVMInt8TypeInContext(context), i32 = LLVMInt32TypeInContext(context);
	LLVMTypeRef pointer = LLVMPointerTypeInContext(context, 0);
	LLVMTypeRef slow_type = LLVMFunctionType(i32, &pointer, 1, 0);
	LLVMTypeRef type = LLVMFunctionType(LLVMVoidTypeInContext(context), &pointer, 1, 0);
	LLVMValueRef slow_path = declare_slow_path(module, slow_type);
	LLVMValueRef check = LLVMAddFunction(module, "__kmend_check", type);
	LLVMValueRef watch = LLVMGetParam(check, 0), byte, action, store;
	LLVMBasicBlockRef entry = LLVMAppendBasicBlockInContext(context, check, "kmend.check");
	LLVMBasicBlockRef slow = LLVMAppendBasicBlockInContext(context, check, "kmend.slow");
	LLVMBasicBlockRef stop = LLVMAppendBasicBlockInContext(context, check, "kmend.stop");
	LLVMBasicBlockRef carry_on = LLVMAppendBasicBlockInContext(context, check, "kmend.on");

	LLVMSetLinkage(check, LLVMInternalLinkage);
	attribute(check, "alwaysinline");
	attribute(check, "nounwind");
	LLVMAddAttributeAtIndex(check, LLVMAttributeFunctionIndex,
		LLVMCreateStringAttribute(context, "min-legal-vector-width", 22, "0", 1));

	LLVMPositionBuilderAtEnd(b, entry);
	byte = LLVMBuildLoad2(b, i8, watch, "");
	LLVMSetVolatile(byte, 1); /* the harness changes it between two instructions of the guest */
	build_cold_branch(b, LLVMBuildICmp(b, LLVMIntNE, byte, LLVMConstInt(i8, 0, 0), ""), slow, carry_on);

	LLVMPositionBuilderAtEnd(b, slow);
	action = LLVMBuildCall2(b, slow_type, slow_path, &watch, 1, "");
	LLVMSetInstructionCallConv(action, LLVMPreserveMostCallConv);
	build_cold_branch(
		b, LLVMBuildICmp(b, LLVMIntEQ, action, LLVMConstInt(i32, KMEND_ACT_FAIL_STOP, 0), ""), stop, carry_on);

	LLVMPositionBuilderAtEnd(b, stop);
	store = LLVMBuildStore(b, LLVMConstInt(i8, 0, 0), LLVMConstPointerNull(pointer));
	LLVMSetVolatile(
		store, 1); /* of undefined behaviour the optimiser may think what it likes; of this it may not */
	LLVMBuildBr(b, carry_on);

	LLVMPositionBuilderAtEnd(b, carry_on);
	LLVMBuildRetVoid(b);
	LLVMDisposeBuilder(b);
	return check;
}

void inject_check_call(
	LLVMValueRef check, LLVMValueRef watch, uint32_t index, LLVMValueRef before, LLVMMetadataRef location)
{
	LLVMTypeRef type = LLVMGlobalGetValueType(check);
	LLVMContextRef context = LLVMGetTypeContext(type);
	LLVMBuilderRef b = LLVMCreateBuilderInContext(context);
	LLVMTypeRef i8 = LLVMInt8TypeInContext(context);
	LLVMValueRef offset = LLVMConstInt(LLVMInt64TypeInContext(context), index, 0);
	LLVMValueRef byte = index ? LLVMConstInBoundsGEP2(i8, watch, &offset, 1) : watch;
	LLVMValueRef call;

	LLVMPositionBuilderBefore(b, before);
	LLVMSetCurrentDebugLocation2(b, location);
	call = LLVMBuildCall2(b, type, check, &byte, 1, "");
	LLVMInstructionSetDebugLoc(call, location);
	LLVMDisposeBuilder(b);
}
