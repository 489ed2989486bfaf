/*
 * Stores under a mask, which vectorised conditional loops use. Only the lanes whose mask bit is set may be touched, so each
 * lane is logged for itself, with size 0 where the bit is clear.
 */
#include <string.h>

#include "inject/osiris/log.h"

static LLVMValueRef lane(struct inject_osiris *o, LLVMValueRef vector, unsigned i)
{
	LLVMTypeRef i32 = LLVMInt32TypeInContext(LLVMGetModuleContext(o->module));

	return LLVMBuildExtractElement(o->builder, vector, LLVMConstInt(i32, i, 0), "");
}

/* Logs lane I of VALUE, which goes to ADDRESS if lane I of MASK is set. */
static void log_lane(struct inject_osiris *o, LLVMValueRef call, LLVMValueRef address, LLVMTypeRef type,
	LLVMValueRef mask, unsigned i)
{
	LLVMTypeRef i64 = LLVMInt64TypeInContext(LLVMGetModuleContext(o->module));
	LLVMValueRef bytes = LLVMConstInt(i64, LLVMStoreSizeOfType(o->layout, type), 0);

	bytes = LLVMBuildSelect(o->builder, lane(o, mask, i), bytes, LLVMConstInt(i64, 0, 0), "");
	inject_osiris_log(o, call, address, bytes);
}

/* llvm.masked.store(value, pointer, alignment, mask) */
static void log_store(struct inject_osiris *o, LLVMValueRef call, LLVMTypeRef vector)
{
	LLVMTypeRef type = LLVMGetElementType(vector), i64 = LLVMInt64TypeInContext(LLVMGetModuleContext(o->module));

	for (unsigned i = 0; i < LLVMGetVectorSize(vector); i++) {
		LLVMValueRef index = LLVMConstInt(i64, i, 0), address;

		LLVMPositionBuilderBefore(o->builder, call);
		address = LLVMBuildGEP2(o->builder, type, LLVMGetOperand(call, 1), &index, 1, "");
		log_lane(o, call, address, type, LLVMGetOperand(call, 3), i);
	}
}

/* llvm.masked.scatter(value, pointers, alignment, mask) */
static void log_scatter(struct inject_osiris *o, LLVMValueRef call, LLVMTypeRef vector)
{
	for (unsigned i = 0; i < LLVMGetVectorSize(vector); i++) {
		LLVMPositionBuilderBefore(o->builder, call);
		log_lane(o, call, lane(o, LLVMGetOperand(call, 1), i), LLVMGetElementType(vector),
			LLVMGetOperand(call, 3), i);
	}
}

int inject_osiris_masked(struct inject_osiris *o, LLVMValueRef call, const char *name)
{
	static const char *const unseen[] = { "llvm.masked.compressstore", "llvm.vp.store", "llvm.vp.scatter" };
	int scatter = strncmp(name, "llvm.masked.scatter", 19) == 0;

	for (size_t i = 0; i < sizeof(unseen) / sizeof(unseen[0]); i++)
		if (strncmp(name, unseen[i], strlen(unseen[i])) == 0)
			o->count->other_unseen++;
	if (scatter || strncmp(name, "llvm.masked.store", 17) == 0) {
		LLVMTypeRef vector = LLVMTypeOf(LLVMGetOperand(call, 0));

		if (LLVMGetTypeKind(vector) != LLVMVectorTypeKind) {
			o->count->other_unseen++; /* of a length that only the processor knows */
			return 1;
		}
		if (scatter)
			log_scatter(o, call, vector);
		else
			log_store(o, call, vector);
		o->count->intrinsics++;
	}
	return 1;
}
