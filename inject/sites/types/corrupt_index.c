/* corrupt-index: a 32-bit integer that an address is computed with is off by one, wherever it is used. */
#include "inject/sites/type.h"
#include "inject/sites/types/off_by_one.h"

/* 1: VALUE is an index of an address computation. */
static int is_index(LLVMValueRef value)
{
	for (LLVMUseRef use = LLVMGetFirstUse(value); use; use = LLVMGetNextUse(use)) {
		LLVMValueRef user = LLVMGetUser(use);

		if (LLVMIsAGetElementPtrInst(user) && LLVMGetOperand(user, 0) != value)
			return 1;
	}
	return 0;
}

/* Targets with wider addresses widen the index first. */
static int applies(LLVMValueRef instruction)
{
	if (!inject_rewrite_is_integer(instruction, 32) || !inject_rewrite_has_result(instruction))
		return 0;
	if (is_index(instruction))
		return 1;
	for (LLVMUseRef use = LLVMGetFirstUse(instruction); use; use = LLVMGetNextUse(use)) {
		LLVMValueRef user = LLVMGetUser(use);

		if ((LLVMIsASExtInst(user) || LLVMIsAZExtInst(user)) && is_index(user))
			return 1;
	}
	return 0;
}

const struct inject_type inject_type_corrupt_index = {
	.number = KMEND_FAULT_CORRUPT_INDEX, .applies = applies, .rewrite = off_by_one_rewrite
};
