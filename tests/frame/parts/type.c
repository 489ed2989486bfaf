/* dummy: an instruction that no processor has, before the block. */
#include "inject/sites/type.h"

#include <stddef.h>

static void before(LLVMBuilderRef builder, LLVMBasicBlockRef carry_on)
{
	LLVMModuleRef module = LLVMGetGlobalParent(LLVMGetBasicBlockParent(carry_on));
	unsigned trap = LLVMLookupIntrinsicID("llvm.trap", 9);
	LLVMTypeRef type = LLVMIntrinsicGetType(LLVMGetModuleContext(module), trap, NULL, 0);

	LLVMBuildCall2(builder, type, LLVMGetIntrinsicDeclaration(module, trap, NULL, 0), NULL, 0, "");
	LLVMBuildBr(builder, carry_on);
}

const struct inject_type inject_type_dummy = { .number = KMEND_FAULT_DUMMY, .before = before };
