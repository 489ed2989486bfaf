/* hang: spins for ever at the block's first ordinary instruction, inside the slow path. One candidate in every block. */
#include "inject/types.h"
#include "recovery-rt/include/kmend/abi.h"

static uint32_t candidates(LLVMBasicBlockRef block, LLVMValueRef first, LLVMValueRef *at, uint32_t max)
{
	(void)block;
	if (max)
		at[0] = first;
	return 1;
}

const struct inject_type inject_type_hang = { KMEND_FAULT_HANG, candidates };
