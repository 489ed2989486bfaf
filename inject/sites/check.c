/* See check.h. Everything but the compare and the branch is laid out far from the pristine path. */
#include "inject/sites/check.h"

#include <llvm-c/DebugInfo.h>
#include <stdlib.h>
#include <string.h>

#include "inject/sites/surgery.h"

static LLVMTypeRef slow_path_type(LLVMContextRef context)
{
	LLVMTypeRef pointer = LLVMPointerTypeInContext(context, 0);

	return LLVMFunctionType(LLVMInt32TypeInContext(context), &pointer, 1, 0);
}

static void attribute(LLVMValueRef function, const char *name)
{
	LLVMContextRef context = LLVMGetTypeContext(LLVMTypeOf(function));
	unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));

	LLVMAddAttributeAtIndex(function, LLVMAttributeFunctionIndex, LLVMCreateEnumAttribute(context, kind, 0));
}

LLVMValueRef inject_check_declare(LLVMModuleRef module)
{
	LLVMValueRef function = LLVMGetNamedFunction(module, "__kmend_block");

	if (!function)
		function = LLVMAddFunction(module, "__kmend_block", slow_path_type(LLVMGetModuleContext(module)));
	LLVMSetFunctionCallConv(function, LLVMPreserveMostCallConv);
	attribute(function, "nounwind");
	attribute(function, "cold");
	return function;
}

/* One check that is being placed. */
struct place {
	LLVMContextRef context;
	LLVMBuilderRef builder;
	LLVMMetadataRef location;
	LLVMValueRef function;
	LLVMBasicBlockRef body, slow, copy;
	LLVMValueRef action; /* what the slow path said */
};

static LLVMBasicBlockRef append(const struct place *p, const char *name)
{
	return LLVMAppendBasicBlockInContext(p->context, p->function, name);
}

static LLVMValueRef i32(const struct place *p, uint32_t value)
{
	return LLVMConstInt(LLVMInt32TypeInContext(p->context), value, 0);
}

static LLVMValueRef action_of(const struct place *p, const struct inject_candidate *candidate)
{
	return i32(p, KMEND_ACTION(candidate->type->number, candidate->number));
}

/* A branch whose condition is almost never true. */
static void build_cold_branch(
	const struct place *p, LLVMValueRef condition, LLVMBasicBlockRef rare, LLVMBasicBlockRef usual)
{
	LLVMValueRef branch = LLVMBuildCondBr(p->builder, condition, rare, usual);
	LLVMMetadataRef weights[3] = {
		LLVMMDStringInContext2(p->context, "branch_weights", 14),
		LLVMValueAsMetadata(i32(p, 1)),
		LLVMValueAsMetadata(i32(p, 1048575)),
	};
	LLVMMetadataRef node = LLVMMDNodeInContext2(p->context, weights, 3);

	LLVMSetMetadata(branch, LLVMGetMDKindIDInContext(p->context, "prof", 4), LLVMMetadataAsValue(p->context, node));
}

/* In front of the branch that split() left, which goes. */
static void build_head(const struct place *p, LLVMBasicBlockRef head, LLVMValueRef watch)
{
	LLVMTypeRef i8 = LLVMInt8TypeInContext(p->context);
	LLVMValueRef left = LLVMGetBasicBlockTerminator(head), byte;

	LLVMPositionBuilderBefore(p->builder, left);
	LLVMSetCurrentDebugLocation2(p->builder, p->location);
	byte = LLVMBuildLoad2(p->builder, i8, watch, "kmend.watch");
	LLVMSetVolatile(byte, 1); /* the harness changes it between two instructions of the guest */
	build_cold_branch(p, LLVMBuildICmp(p->builder, LLVMIntNE, byte, LLVMConstInt(i8, 0, 0), ""), p->slow, p->body);
	LLVMInstructionEraseFromParent(left);
}

static void build_call(struct place *p, LLVMValueRef slow_path, LLVMValueRef watch)
{
	LLVMPositionBuilderAtEnd(p->builder, p->slow);
	p->action = LLVMBuildCall2(p->builder, slow_path_type(p->context), slow_path, &watch, 1, "kmend.action");
	LLVMSetInstructionCallConv(p->action, LLVMPreserveMostCallConv);
}

/* Makes the copy of one candidate's instruction act. */
static void rewrite(const struct place *p, struct inject_rewrite *r, const struct inject_candidate *candidate,
	LLVMValueRef instruction)
{
	LLVMMetadataRef location = LLVMInstructionGetDebugLoc(instruction);

	LLVMPositionBuilderBefore(p->builder, instruction);
	LLVMSetCurrentDebugLocation2(p->builder, location ? location : p->location);
	r->found = candidate->found;
	r->acts = LLVMBuildICmp(p->builder, LLVMIntEQ, p->action, action_of(p, candidate), "kmend.acts");
	candidate->type->rewrite(r, instruction);
}

/* The copy, in which all candidates that change an instruction act; the body itself when there are none. -1: no memory. */
static int build_copy(struct place *p, const struct inject_candidate *candidates, size_t n)
{
	struct inject_rewrite r = { .builder = p->builder };
	LLVMValueRef *copies = calloc(n, sizeof(*copies));
	int wanted = 0;

	if (!copies)
		return -1;
	for (size_t i = 0; i < n; i++) {
		copies[i] = candidates[i].instruction;
		wanted |= candidates[i].type->rewrite != NULL;
	}
	p->copy = p->body;
	if (wanted)
		p->copy = r.copy = inject_surgery_copy(p->body, copies, n);
	for (size_t i = 0; i < n; i++)
		if (candidates[i].type->rewrite)
			rewrite(p, &r, &candidates[i], copies[i]);
	free(copies);
	return 0;
}

/* Where the slow path's answer leads. Types of whole blocks act between it and the body. */
static void build_choice(const struct place *p, const struct inject_candidate *candidates, size_t n)
{
	LLVMValueRef choice;

	LLVMPositionBuilderAtEnd(p->builder, p->slow);
	LLVMSetCurrentDebugLocation2(p->builder, p->location);
	choice = LLVMBuildSwitch(p->builder, p->action, p->copy, (unsigned)n + 1);
	LLVMAddCase(choice, i32(p, KMEND_ACT_NONE), p->body);
	for (size_t i = 0; i < n; i++) {
		LLVMBasicBlockRef acts;

		if (!candidates[i].type->before)
			continue;
		acts = append(p, "kmend.before");
		LLVMAddCase(choice, action_of(p, &candidates[i]), acts);
		LLVMPositionBuilderAtEnd(p->builder, acts);
		candidates[i].type->before(p->builder, p->body);
	}
}

int inject_check_place(LLVMValueRef slow_path, LLVMValueRef watch, const struct inject_spot *spot)
{
	LLVMBasicBlockRef head = LLVMGetInstructionParent(spot->first);
	struct place p = { .context = LLVMGetTypeContext(LLVMTypeOf(watch)),
		.location = spot->location,
		.function = LLVMGetBasicBlockParent(head) };
	int result;

	p.builder = LLVMCreateBuilderInContext(p.context);
	p.body = inject_surgery_split(spot->first);
	p.slow = append(&p, "kmend.slow");
	build_head(&p, head, watch);
	build_call(&p, slow_path, watch);
	result = build_copy(&p, spot->candidates, spot->ncandidates);
	if (!result)
		build_choice(&p, spot->candidates, spot->ncandidates);
	LLVMDisposeBuilder(p.builder);
	return result;
}
