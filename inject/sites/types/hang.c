/* hang: the block never begins. The component does not give the processor back by itself; the timer still takes it away. */
#include "inject/sites/type.h"

static void before(LLVMBuilderRef builder, LLVMBasicBlockRef carry_on)
{
	(void)carry_on;
	LLVMBuildBr(builder, LLVMGetInsertBlock(builder));
}

const struct inject_type inject_type_hang = { .number = KMEND_FAULT_HANG, .before = before };
