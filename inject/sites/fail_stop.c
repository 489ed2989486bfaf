/* fail-stop: a store through NULL at the block's first ordinary instruction. Every block has exactly one candidate. */
#include "inject/types.h"
#include "recovery-rt/include/kmend/abi.h"

static uint32_t candidates(LLVMBasicBlockRef block, LLVMValueRef first, LLVMValueRef *at, uint32_t max)
{
	(void)block;
	if (max)
		at[0] = first;
	return 1;
}

const struct inject_type inject_type_fail_stop = { KMEND_FAULT_FAIL_STOP, candidates };
