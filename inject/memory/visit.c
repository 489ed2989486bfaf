/* Walks every instruction that can change memory. See memory.h. */
#include <stdio.h>

#include "inject/memory/asm.h"
#include "inject/memory/memory.h"
#include "inject/memory/read.h"
#include "inject/memory/rmw.h"
#include "inject/memory/write.h"
#include "inject/memory/writers.h"
#include "inject/own.h"

/* One value of type TYPE goes through ADDRESS. */
static void visit_value(
	struct inject_memory *m, LLVMValueRef instruction, LLVMValueRef address, LLVMTypeRef type, uint32_t *counter)
{
	inject_memory_write_fixed(m, instruction, address, LLVMStoreSizeOfType(m->layout, type), counter);
}

static void visit_atomic(struct inject_memory *m, LLVMValueRef i)
{
	LLVMTypeRef i64 = LLVMInt64TypeInContext(LLVMGetModuleContext(m->module));
	struct inject_access access = { .instruction = i, .address = LLVMGetOperand(i, 0) };

	access.bytes = LLVMConstInt(i64, LLVMStoreSizeOfType(m->layout, LLVMTypeOf(i)), 0);
	inject_memory_rmw_atomic(m, i, &access);
	inject_memory_write(m, access, &m->count.atomics);
}

static void visit(struct inject_memory *m, LLVMValueRef i)
{
	if (inject_own_is(i))
		return;
	inject_memory_reads(m, i);
	switch (LLVMGetInstructionOpcode(i)) {
	case LLVMStore:
		visit_value(m, i, LLVMGetOperand(i, 1), LLVMTypeOf(LLVMGetOperand(i, 0)), &m->count.stores);
		break;
	case LLVMAtomicRMW:
		visit_atomic(m, i);
		break;
	case LLVMAtomicCmpXchg:
		visit_value(m, i, LLVMGetOperand(i, 0), LLVMTypeOf(LLVMGetOperand(i, 1)), &m->count.atomics);
		break;
	case LLVMCall:
	case LLVMCallBr:
	case LLVMInvoke:
		if (!inject_memory_asm(m, i))
			inject_memory_call(m, i);
		break;
	default:
		break;
	}
}

int inject_memory_begin(struct inject_memory *m, const struct inject_settings *settings)
{
	m->layout = LLVMGetModuleDataLayout(m->module);
	m->builder = LLVMCreateBuilderInContext(LLVMGetModuleContext(m->module));
	return inject_memory_writers(m, settings->writers);
}

void inject_memory_visit(struct inject_memory *m, LLVMValueRef function)
{
	for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b; b = LLVMGetNextBasicBlock(b))
		for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i))
			visit(m, i); /* what the pass adds comes before I: never visited */
}

void inject_memory_end(struct inject_memory *m)
{
	LLVMDisposeBuilder(m->builder);
}

void inject_memory_print(const struct inject_memory_count *c, const char *unit)
{
	fprintf(stderr,
		"kmend-cc: %s: writes: %u stores, %u atomics, %u intrinsics, %u writers, %u asm outputs; %u own\n",
		unit, c->stores, c->atomics, c->intrinsics, c->writers, c->asm_outputs, c->own);
	if (c->reads || c->unseen_reads)
		fprintf(stderr, "kmend-cc: %s: reads: %u; not seen: %u in inline assembly or under a mask\n", unit,
			c->reads, c->unseen_reads);
	if (c->unseen_asm || c->unseen_masks || c->unseen_writers || c->unseen_spaces)
		fprintf(stderr,
			"kmend-cc: %s: not seen: %u in inline assembly, %u under a mask, %u by calls of known writers "
			"with other "
			"arguments, %u into other address spaces\n",
			unit, c->unseen_asm, c->unseen_masks, c->unseen_writers, c->unseen_spaces);
}
