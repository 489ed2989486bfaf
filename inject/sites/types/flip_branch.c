/* flip-branch: the two ways of a conditional branch are exchanged. */
#include "inject/sites/type.h"

static void rewrite(struct inject_rewrite *r, LLVMValueRef instruction)
{
	LLVMValueRef condition = LLVMGetCondition(instruction);

	LLVMSetCondition(instruction, LLVMBuildXor(r->builder, condition, r->acts, "kmend.flipped"));
}

const struct inject_type inject_type_flip_branch = {
	.number = KMEND_FAULT_FLIP_BRANCH, .applies = inject_rewrite_is_conditional, .rewrite = rewrite
};
