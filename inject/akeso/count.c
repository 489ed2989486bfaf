/* What a block is going to do is known when it was visited; it is said at its top, where nothing is visited any more. */
#include "inject/akeso/count.h"

#include "inject/memory/write.h"
#include "inject/slow.h"

static LLVMValueRef first_after_phis(LLVMBasicBlockRef block)
{
	LLVMValueRef i = LLVMGetFirstInstruction(block);

	while (LLVMIsAPHINode(i) || LLVMIsALandingPadInst(i))
		i = LLVMGetNextInstruction(i);
	return i;
}

void inject_akeso_count_end(struct inject_akeso_count *count, struct inject_memory *memory)
{
	LLVMContextRef context = LLVMGetModuleContext(memory->module);
	LLVMTypeRef i64 = LLVMInt64TypeInContext(context), parameters[3] = { i64, i64, i64 };
	LLVMTypeRef type = LLVMFunctionType(LLVMVoidTypeInContext(context), parameters, 3, 0);
	LLVMValueRef arguments[3];

	if (!count->block)
		return;
	arguments[0] = LLVMConstInt(i64, count->accesses[0], 0);
	arguments[1] = LLVMConstInt(i64, count->accesses[1], 0);
	arguments[2] = LLVMConstInt(i64, count->told != 0, 0);
	inject_memory_stand(memory, first_after_phis(count->block));
	inject_slow_call(memory->module, memory->builder, "__kmend_akeso_count", type, arguments, 3);
	*count = (struct inject_akeso_count){ .told = count->told };
}

void inject_akeso_count_add(struct inject_akeso_count *count, struct inject_memory *memory, LLVMValueRef instruction,
	enum inject_akeso_touch how)
{
	LLVMBasicBlockRef block = LLVMGetInstructionParent(instruction);

	if (count->block != block)
		inject_akeso_count_end(count, memory);
	count->block = block;
	count->accesses[how != INJECT_AKESO_READ]++; /* counters and bits are writes */
}
