/* One write, shown to the pass. */
#include "inject/memory/write.h"

#include <llvm-c/DebugInfo.h>

#include "inject/memory/object.h"
#include "inject/where.h"

void inject_memory_stand(struct inject_memory *m, LLVMValueRef instruction)
{
	LLVMPositionBuilderBefore(m->builder, instruction);
	LLVMSetCurrentDebugLocation2(m->builder, inject_where_location(instruction));
}

void inject_memory_write(struct inject_memory *m, struct inject_access access, uint32_t *counter)
{
	LLVMValueRef constant = LLVMIsAConstantInt(access.bytes);
	uint64_t room;
	int own;

	if (LLVMGetPointerAddressSpace(LLVMTypeOf(access.address)) != 0) {
		m->count.unseen_spaces++;
		return;
	}
	room = inject_memory_room(m, access.address, &own);
	access.own = own && (access.at_most || (constant && LLVMConstIntGetZExtValue(constant) <= room));
	if (access.own)
		m->count.own++;
	else
		(*counter)++;
	inject_memory_stand(m, access.instruction);
	m->write(m, &access);
}

void inject_memory_write_fixed(
	struct inject_memory *m, LLVMValueRef instruction, LLVMValueRef address, uint64_t bytes, uint32_t *counter)
{
	LLVMTypeRef i64 = LLVMInt64TypeInContext(LLVMGetModuleContext(m->module));

	inject_memory_write(m,
		(struct inject_access){
			.instruction = instruction, .address = address, .bytes = LLVMConstInt(i64, bytes, 0) },
		counter);
}
