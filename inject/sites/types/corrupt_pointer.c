/* corrupt-pointer: a pointer becomes a random address, another one at each activation. */
#include "inject/sites/type.h"

static int applies(LLVMValueRef instruction)
{
	return LLVMGetTypeKind(LLVMTypeOf(instruction)) == LLVMPointerTypeKind &&
		inject_rewrite_has_result(instruction);
}

const struct inject_type inject_type_corrupt_pointer = {
	.number = KMEND_FAULT_CORRUPT_POINTER, .applies = applies, .rewrite = inject_rewrite_result_random
};
