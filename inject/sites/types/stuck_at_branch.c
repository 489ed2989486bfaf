/* stuck-at-branch: a conditional branch always goes one way; the seed says which. */
#include "inject/sites/type.h"

static void rewrite(struct inject_rewrite *r, LLVMValueRef instruction)
{
	LLVMValueRef condition = LLVMGetCondition(instruction);
	LLVMValueRef way = LLVMBuildTrunc(r->builder, inject_rewrite_seed(r), LLVMTypeOf(condition), "kmend.way");

	LLVMSetCondition(instruction, LLVMBuildSelect(r->builder, r->acts, way, condition, "kmend.stuck"));
}

const struct inject_type inject_type_stuck_at_branch = {
	.number = KMEND_FAULT_STUCK_AT_BRANCH, .applies = inject_rewrite_is_conditional, .rewrite = rewrite
};
