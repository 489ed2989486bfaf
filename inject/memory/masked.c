/*
 * Stores under a mask, which vectorised conditional loops use. Only the lanes whose mask bit is set may be touched, so each
 * lane is a write of its own, of size 0 where the bit is clear.
 */
#include "inject/memory/masked.h"

#include <string.h>

#include "inject/memory/write.h"

static LLVMValueRef lane(struct inject_memory *m, LLVMValueRef vector, unsigned i)
{
	LLVMTypeRef i32 = LLVMInt32TypeInContext(LLVMGetModuleContext(m->module));

	return LLVMBuildExtractElement(m->builder, vector, LLVMConstInt(i32, i, 0), "");
}

/* Lane I of a value goes to ADDRESS if lane I of MASK is set. */
static void visit_lane(struct inject_memory *m, LLVMValueRef call, LLVMValueRef address, LLVMTypeRef type,
	LLVMValueRef mask, unsigned i)
{
	LLVMTypeRef i64 = LLVMInt64TypeInContext(LLVMGetModuleContext(m->module));
	LLVMValueRef bytes = LLVMConstInt(i64, LLVMStoreSizeOfType(m->layout, type), 0);
	uint32_t lanes = 0; /* the call counts once, not each of its lanes */

	bytes = LLVMBuildSelect(m->builder, lane(m, mask, i), bytes, LLVMConstInt(i64, 0, 0), "");
	inject_memory_write(
		m, (struct inject_access){ .instruction = call, .address = address, .bytes = bytes }, &lanes);
}

/* llvm.masked.store(value, pointer, alignment, mask) */
static void visit_store(struct inject_memory *m, LLVMValueRef call, LLVMTypeRef vector)
{
	LLVMTypeRef type = LLVMGetElementType(vector), i64 = LLVMInt64TypeInContext(LLVMGetModuleContext(m->module));

	for (unsigned i = 0; i < LLVMGetVectorSize(vector); i++) {
		LLVMValueRef index = LLVMConstInt(i64, i, 0), address;

		inject_memory_stand(m, call);
		address = LLVMBuildGEP2(m->builder, type, LLVMGetOperand(call, 1), &index, 1, "");
		visit_lane(m, call, address, type, LLVMGetOperand(call, 3), i);
	}
}

/* llvm.masked.scatter(value, pointers, alignment, mask) */
static void visit_scatter(struct inject_memory *m, LLVMValueRef call, LLVMTypeRef vector)
{
	for (unsigned i = 0; i < LLVMGetVectorSize(vector); i++) {
		inject_memory_stand(m, call);
		visit_lane(m, call, lane(m, LLVMGetOperand(call, 1), i), LLVMGetElementType(vector),
			LLVMGetOperand(call, 3), i);
	}
}

void inject_memory_masked(struct inject_memory *m, LLVMValueRef call, const char *name)
{
	static const char *const unseen[] = { "llvm.masked.compressstore", "llvm.vp.store", "llvm.vp.scatter" };
	int scatter = strncmp(name, "llvm.masked.scatter", 19) == 0;
	LLVMTypeRef vector;

	for (size_t i = 0; i < sizeof(unseen) / sizeof(unseen[0]); i++)
		if (strncmp(name, unseen[i], strlen(unseen[i])) == 0)
			m->count.unseen_masks++;
	if (!scatter && strncmp(name, "llvm.masked.store", 17) != 0)
		return;
	vector = LLVMTypeOf(LLVMGetOperand(call, 0));
	if (LLVMGetTypeKind(vector) != LLVMVectorTypeKind) {
		m->count.unseen_masks++; /* of a length that only the processor knows */
		return;
	}
	if (scatter)
		visit_scatter(m, call, vector);
	else
		visit_store(m, call, vector);
	m->count.intrinsics++;
}
