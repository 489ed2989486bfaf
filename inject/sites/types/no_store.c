/* no-store: a store is left out. */
#include "inject/sites/surgery.h"
#include "inject/sites/type.h"

static int applies(LLVMValueRef instruction)
{
	return LLVMGetInstructionOpcode(instruction) == LLVMStore;
}

static void rewrite(struct inject_rewrite *r, LLVMValueRef instruction)
{
	inject_surgery_leave_out(instruction, r->acts);
}

const struct inject_type inject_type_no_store = {
	.number = KMEND_FAULT_NO_STORE, .applies = applies, .rewrite = rewrite
};
