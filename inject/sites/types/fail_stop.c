/* fail-stop: a store through NULL before the block's first ordinary instruction. */
#include "inject/own.h"
#include "inject/sites/type.h"

static void before(LLVMBuilderRef builder, LLVMBasicBlockRef carry_on)
{
	LLVMContextRef context = LLVMGetTypeContext(LLVMTypeOf(LLVMBasicBlockAsValue(carry_on)));
	LLVMValueRef zero = LLVMConstInt(LLVMInt8TypeInContext(context), 0, 0);
	LLVMValueRef store = LLVMBuildStore(builder, zero, LLVMConstPointerNull(LLVMPointerTypeInContext(context, 0)));

	/* What is undefined the code generator may do as it likes; what is volatile it does. */
	LLVMSetVolatile(store, 1);
	inject_own_mark(store);
	LLVMBuildBr(builder, carry_on);
}

const struct inject_type inject_type_fail_stop = { .number = KMEND_FAULT_FAIL_STOP, .before = before };
