/* flip-bool: a boolean is inverted wherever it is used. */
#include "inject/sites/type.h"

static int applies(LLVMValueRef instruction)
{
	return inject_rewrite_is_integer(instruction, 1) && inject_rewrite_has_result(instruction);
}

static void rewrite(struct inject_rewrite *r, LLVMValueRef instruction)
{
	inject_rewrite_after(r, instruction);
	inject_rewrite_result(r, instruction, LLVMBuildNot(r->builder, instruction, "kmend.not"));
}

const struct inject_type inject_type_flip_bool = {
	.number = KMEND_FAULT_FLIP_BOOL, .applies = applies, .rewrite = rewrite
};
