/* Proves that a write goes to the function's own variable. Anything not proved is logged. */
#include "inject/osiris/log.h"

#define MAX_STEPS 32 /* of address computation looked through */

/* Adds the constant offset of one getelementptr to *OFFSET; 0 when it is not constant. */
static int constant_offset(struct inject_osiris *o, LLVMValueRef gep, int64_t *offset)
{
	LLVMTypeRef type = LLVMGetGEPSourceElementType(gep);
	unsigned n = LLVMGetNumIndices(gep);

	for (unsigned i = 0; i < n; i++) {
		LLVMValueRef index = LLVMIsAConstantInt(LLVMGetOperand(gep, i + 1));
		int64_t value;

		if (!index || LLVMGetIntTypeWidth(LLVMTypeOf(index)) > 64)
			return 0;
		value = LLVMConstIntGetSExtValue(index);
		if (value > INT32_MAX || value < INT32_MIN)
			return 0;
		if (i && LLVMGetTypeKind(type) == LLVMStructTypeKind) {
			*offset += (int64_t)LLVMOffsetOfElement(o->layout, type, (unsigned)value);
			type = LLVMStructGetTypeAtIndex(type, (unsigned)value);
			continue;
		}
		if (i) {
			if (LLVMGetTypeKind(type) != LLVMArrayTypeKind)
				return 0; /* vectors: not worth the proof */
			type = LLVMGetElementType(type);
		}
		*offset += value * (int64_t)LLVMABISizeOfType(o->layout, type);
		if (*offset > INT32_MAX || *offset < INT32_MIN)
			return 0;
	}
	return 1;
}

int inject_osiris_is_own(struct inject_osiris *o, LLVMValueRef address, uint64_t bytes)
{
	int64_t offset = 0;

	for (unsigned step = 0; step < MAX_STEPS; step++) {
		LLVMValueRef count;
		uint64_t size;

		if (LLVMIsAGetElementPtrInst(address)) {
			if (!constant_offset(o, address, &offset))
				return 0;
			address = LLVMGetOperand(address, 0);
			continue;
		}
		if (!LLVMIsAAllocaInst(address))
			return 0;
		count = LLVMIsAConstantInt(LLVMGetOperand(address, 0));
		if (!count || !LLVMTypeIsSized(LLVMGetAllocatedType(address)) ||
			LLVMConstIntGetZExtValue(count) > INT32_MAX)
			return 0;
		size = LLVMABISizeOfType(o->layout, LLVMGetAllocatedType(address)) * LLVMConstIntGetZExtValue(count);
		return offset >= 0 && bytes <= size && (uint64_t)offset <= size - bytes;
	}
	return 0;
}
