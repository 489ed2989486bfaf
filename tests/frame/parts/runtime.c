/* The compiler's side of the runtime "dummy": every function says that it has begun. */
#include <llvm-c/Core.h>
#include <stdio.h>

#include "inject/runtime.h"

static int instrument(LLVMModuleRef module, const char *unit, const struct inject_settings *settings)
{
	LLVMContextRef context = LLVMGetModuleContext(module);
	LLVMTypeRef type = LLVMFunctionType(LLVMVoidTypeInContext(context), NULL, 0, 0);
	LLVMValueRef entered = LLVMAddFunction(module, "__kmend_dummy", type);
	LLVMBuilderRef builder = LLVMCreateBuilderInContext(context);
	unsigned functions = 0;

	for (LLVMValueRef f = LLVMGetFirstFunction(module); f; f = LLVMGetNextFunction(f)) {
		if (LLVMIsDeclaration(f))
			continue;
		LLVMPositionBuilderBefore(builder, LLVMGetFirstInstruction(LLVMGetEntryBasicBlock(f)));
		LLVMBuildCall2(builder, type, entered, NULL, 0, "");
		functions++;
	}
	LLVMDisposeBuilder(builder);
	if (settings->verbose)
		fprintf(stderr, "kmend-cc: %s: dummy: %u functions\n", unit, functions);
	return 0;
}

const struct inject_runtime inject_runtime_dummy = { .number = KMEND_RUNTIME_DUMMY, .run = instrument };
