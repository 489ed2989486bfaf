/*
 * Walks every instruction of a unit that can change memory and puts a call of __kmend_log_store() in front of it. Only
 * writes that provably hit the function's own variables are left out: no elimination of "duplicate" stores, which is
 * wrong as soon as a window opens or closes between them.
 */
#include "inject/osiris/osiris.h"

#include <llvm-c/DebugInfo.h>
#include <stdio.h>
#include <string.h>

#include "inject/annotations.h"
#include "inject/own.h"
#include "inject/osiris/log.h"
#include "inject/sites/where.h"

static LLVMTypeRef log_type(LLVMModuleRef module)
{
	LLVMContextRef context = LLVMGetModuleContext(module);
	LLVMTypeRef parameters[2] = { LLVMPointerTypeInContext(context, 0), LLVMInt64TypeInContext(context) };

	return LLVMFunctionType(LLVMVoidTypeInContext(context), parameters, 2, 0);
}

void inject_osiris_log(struct inject_osiris *o, LLVMValueRef instruction, LLVMValueRef address, LLVMValueRef bytes)
{
	LLVMTypeRef i64 = LLVMInt64TypeInContext(LLVMGetModuleContext(o->module));
	LLVMMetadataRef location = inject_where_location(instruction);
	LLVMValueRef arguments[2], call;

	if (LLVMGetPointerAddressSpace(LLVMTypeOf(address)) != 0)
		return; /* thread-local or device memory behind a segment: no plain address to save */
	LLVMPositionBuilderBefore(o->builder, instruction);
	LLVMSetCurrentDebugLocation2(o->builder, location);
	arguments[0] = address;
	arguments[1] = LLVMBuildIntCast2(o->builder, bytes, i64, 0, "");
	call = LLVMBuildCall2(o->builder, log_type(o->module), o->log_store, arguments, 2, "");
	LLVMInstructionSetDebugLoc(call, location);
	LLVMSetCurrentDebugLocation2(o->builder, NULL);
}

void inject_osiris_log_fixed(struct inject_osiris *o, LLVMValueRef instruction, LLVMValueRef address, uint64_t bytes)
{
	LLVMTypeRef i64 = LLVMInt64TypeInContext(LLVMGetModuleContext(o->module));

	inject_osiris_log(o, instruction, address, LLVMConstInt(i64, bytes, 0));
}

/* A write of one value of type TYPE through ADDRESS. */
static void log_write(
	struct inject_osiris *o, LLVMValueRef instruction, LLVMValueRef address, LLVMTypeRef type, uint32_t *counter)
{
	uint64_t bytes = LLVMStoreSizeOfType(o->layout, type);

	if (inject_osiris_is_own(o, address, bytes)) {
		o->count->own++;
		return;
	}
	inject_osiris_log_fixed(o, instruction, address, bytes);
	(*counter)++;
}

static void visit(struct inject_osiris *o, LLVMValueRef i)
{
	if (inject_own_is(i))
		return;
	switch (LLVMGetInstructionOpcode(i)) {
	case LLVMStore:
		log_write(o, i, LLVMGetOperand(i, 1), LLVMTypeOf(LLVMGetOperand(i, 0)), &o->count->stores);
		break;
	case LLVMAtomicRMW:
	case LLVMAtomicCmpXchg:
		log_write(o, i, LLVMGetOperand(i, 0), LLVMTypeOf(LLVMGetOperand(i, 1)), &o->count->atomics);
		break;
	case LLVMCall:
	case LLVMCallBr:
	case LLVMInvoke:
		if (!inject_osiris_asm(o, i))
			inject_osiris_call(o, i);
		break;
	default:
		break;
	}
}

static void visit_function(struct inject_osiris *o, LLVMValueRef function)
{
	o->count->functions++;
	for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b; b = LLVMGetNextBasicBlock(b))
		for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i))
			visit(o, i); /* what it adds lies in front of I: never visited */
}

int inject_osiris_run(LLVMModuleRef module, const struct inject_settings *settings, struct inject_osiris_count *count)
{
	LLVMContextRef context = LLVMGetModuleContext(module);
	struct inject_osiris o = { .module = module, .layout = LLVMGetModuleDataLayout(module), .count = count };
	unsigned nounwind = LLVMGetEnumAttributeKindForName("nounwind", 8);

	if (inject_osiris_writers(&o, settings->writers))
		return -1;
	o.builder = LLVMCreateBuilderInContext(context);
	o.log_store = LLVMGetNamedFunction(module, "__kmend_log_store");
	if (!o.log_store)
		o.log_store = LLVMAddFunction(module, "__kmend_log_store", log_type(module));
	LLVMAddAttributeAtIndex(o.log_store, LLVMAttributeFunctionIndex, LLVMCreateEnumAttribute(context, nounwind, 0));
	for (LLVMValueRef f = LLVMGetFirstFunction(module); f; f = LLVMGetNextFunction(f)) {
		if (LLVMIsDeclaration(f))
			continue;
		if (inject_leave_alone(module, f, "kmend.nolog"))
			count->left_alone++;
		else
			visit_function(&o, f);
	}
	LLVMDisposeBuilder(o.builder);
	return 0;
}

void inject_osiris_print(const char *unit, const struct inject_osiris_count *c)
{
	if (!c->functions && !c->left_alone)
		return;
	fprintf(stderr,
		"kmend-cc: %s: logged %u stores, %u atomics, %u intrinsics, %u writers, %u asm outputs; %u own\n", unit,
		c->stores, c->atomics, c->intrinsics, c->writers, c->asm_outputs, c->own);
	if (c->asm_unseen || c->other_unseen)
		fprintf(stderr, "kmend-cc: %s: not seen: %u in inline assembly, %u stores under a mask\n", unit,
			c->asm_unseen, c->other_unseen);
}
