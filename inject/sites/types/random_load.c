/* random-load: a 32-bit integer that is loaded from memory is random, another one at each activation. */
#include "inject/sites/type.h"

static int applies(LLVMValueRef instruction)
{
	return LLVMGetInstructionOpcode(instruction) == LLVMLoad && inject_rewrite_is_integer(instruction, 32);
}

const struct inject_type inject_type_random_load = {
	.number = KMEND_FAULT_RANDOM_LOAD, .applies = applies, .rewrite = inject_rewrite_result_random
};
