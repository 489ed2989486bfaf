/* corrupt-integer: a 32-bit integer is off by one. */
#include "inject/sites/type.h"
#include "inject/sites/types/off_by_one.h"

static int applies(LLVMValueRef instruction)
{
	return inject_rewrite_is_integer(instruction, 32) && inject_rewrite_has_result(instruction);
}

const struct inject_type inject_type_corrupt_integer = {
	.number = KMEND_FAULT_CORRUPT_INTEGER, .applies = applies, .rewrite = off_by_one_rewrite
};
