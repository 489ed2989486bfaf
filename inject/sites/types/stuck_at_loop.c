/* stuck-at-loop: a conditional branch that can go back to the header of its loop always does. */
#include "inject/sites/type.h"

static int applies(const struct inject_around *around, LLVMValueRef instruction)
{
	if (!inject_rewrite_is_conditional(instruction))
		return 0;
	return inject_loops_way_back(around->loops, instruction) + 1;
}

static void rewrite(struct inject_rewrite *r, LLVMValueRef instruction)
{
	LLVMValueRef condition = LLVMGetCondition(instruction);
	LLVMValueRef back =
		LLVMConstInt(LLVMTypeOf(condition), r->found == 1, 0); /* the first way is taken when it is 1 */

	LLVMSetCondition(instruction, LLVMBuildSelect(r->builder, r->acts, back, condition, "kmend.back"));
}

const struct inject_type inject_type_stuck_at_loop = {
	.number = KMEND_FAULT_STUCK_AT_LOOP, .applies_in = applies, .rewrite = rewrite
};
