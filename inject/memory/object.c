/* Proves which variable an address points into. What is not proved is memory like any other. */
#include "inject/memory/object.h"

#define MAX_STEPS 32 /* of address computation looked through */

/* 1: VALUE is an address that is computed from another one, by an instruction or in a constant. */
static int is_address(LLVMValueRef value)
{
	return LLVMIsAGetElementPtrInst(value) ||
		(LLVMIsAConstantExpr(value) && LLVMGetConstOpcode(value) == LLVMGetElementPtr);
}

/* Adds the constant offset of one getelementptr to *OFFSET; 0 when it is not constant. */
static int constant_offset(struct inject_memory *m, LLVMValueRef gep, int64_t *offset)
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
			*offset += (int64_t)LLVMOffsetOfElement(m->layout, type, (unsigned)value);
			type = LLVMStructGetTypeAtIndex(type, (unsigned)value);
			continue;
		}
		if (i) {
			if (LLVMGetTypeKind(type) != LLVMArrayTypeKind)
				return 0; /* vectors: not worth the proof */
			type = LLVMGetElementType(type);
		}
		*offset += value * (int64_t)LLVMABISizeOfType(m->layout, type);
		if (*offset > INT32_MAX || *offset < INT32_MIN)
			return 0;
	}
	return 1;
}

/* The size of the variable at ADDRESS; 0 when it is not a variable, or one whose size is decided elsewhere. */
static uint64_t object_bytes(struct inject_memory *m, LLVMValueRef address, int *own)
{
	LLVMValueRef count;

	if (LLVMIsAGlobalVariable(address)) {
		LLVMTypeRef type = LLVMGlobalGetValueType(address);
		int here = LLVMGetInitializer(address) && LLVMGetLinkage(address) != LLVMCommonLinkage &&
			LLVMGetLinkage(address) != LLVMWeakAnyLinkage && LLVMGetLinkage(address) != LLVMWeakODRLinkage;

		return here && LLVMTypeIsSized(type) ? LLVMABISizeOfType(m->layout, type) : 0;
	}
	if (!LLVMIsAAllocaInst(address))
		return 0;
	count = LLVMIsAConstantInt(LLVMGetOperand(address, 0));
	if (!count || !LLVMTypeIsSized(LLVMGetAllocatedType(address)) || LLVMConstIntGetZExtValue(count) > INT32_MAX)
		return 0;
	*own = 1;
	return LLVMABISizeOfType(m->layout, LLVMGetAllocatedType(address)) * LLVMConstIntGetZExtValue(count);
}

LLVMValueRef inject_memory_base(struct inject_memory *m, LLVMValueRef address, int64_t *offset)
{
	*offset = 0;
	for (unsigned step = 0; step < MAX_STEPS && is_address(address); step++) {
		int64_t next = *offset;

		if (!constant_offset(m, address, &next))
			break;
		*offset = next;
		address = LLVMGetOperand(address, 0);
	}
	return address;
}

uint64_t inject_memory_room(struct inject_memory *m, LLVMValueRef address, int *own)
{
	int64_t offset = 0;
	uint64_t size;
	int in_frame = 0;

	*own = 0;
	for (unsigned step = 0; step < MAX_STEPS && is_address(address); step++) {
		if (!constant_offset(m, address, &offset))
			return UINT64_MAX;
		address = LLVMGetOperand(address, 0);
	}
	size = object_bytes(m, address, &in_frame);
	if (!size || offset < 0 || (uint64_t)offset > size)
		return UINT64_MAX;
	*own = in_frame;
	return size - (uint64_t)offset;
}
