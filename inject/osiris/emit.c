#include "inject/osiris/emit.h"

#include "inject/call.h"
#include "inject/memory/write.h"
#include "inject/osiris/hoist.h"
#include "inject/sites/surgery.h"
#include "inject/slow.h"
#include "recovery-rt/include/kmend/abi.h"

/*
 * Near the runtime's region: said generously, the runtime looks again. The region is not larger than NEAR_BYTES, and no component keeps
 * anything of its own so close to it. A base stands for addresses of at most MARGIN around it.
 */
#define NEAR_BYTES 0x1000000u
#define MARGIN 8192

static LLVMContextRef context_of(const struct inject_memory *m)
{
	return LLVMGetModuleContext(m->module);
}

static LLVMTypeRef i64_of(const struct inject_memory *m)
{
	return LLVMInt64TypeInContext(context_of(m));
}

static LLVMValueRef runtime_variable(LLVMModuleRef module, const char *name)
{
	LLVMTypeRef i8 = LLVMInt8TypeInContext(LLVMGetModuleContext(module));
	LLVMValueRef variable = LLVMGetNamedGlobal(module, name);

	if (variable)
		return variable;
	variable = LLVMAddGlobal(module, i8, name);
	LLVMSetVisibility(variable, LLVMHiddenVisibility); /* it is in the same program: no table of addresses */
	return variable;
}

static LLVMValueRef at_offset(struct inject_memory *m, LLVMValueRef base, LLVMValueRef offset)
{
	return LLVMBuildGEP2(m->builder, LLVMInt8TypeInContext(context_of(m)), base, &offset, 1, "");
}

LLVMValueRef inject_osiris_state(LLVMModuleRef module, int64_t offset)
{
	LLVMContextRef context = LLVMGetModuleContext(module);
	LLVMValueRef number = LLVMConstInt(LLVMInt64TypeInContext(context), (uint64_t)offset, 1);

	return LLVMConstGEP2(LLVMInt8TypeInContext(context), runtime_variable(module, "__kmend_osiris"), &number, 1);
}

/* Cuts before AT. The upper half ends without a terminator, where the builder is then. */
static LLVMBasicBlockRef cut(struct inject_memory *m, LLVMValueRef at)
{
	LLVMBasicBlockRef upper = LLVMGetInstructionParent(at), lower = inject_surgery_split(at);

	LLVMInstructionEraseFromParent(LLVMGetBasicBlockTerminator(upper));
	LLVMPositionBuilderAtEnd(m->builder, upper);
	return lower;
}

/* A new block before LOWER, or, when it hardly ever runs, at the end of the function. */
static LLVMBasicBlockRef new_block(struct inject_memory *m, LLVMBasicBlockRef lower, int rare)
{
	return rare ? LLVMAppendBasicBlockInContext(context_of(m), LLVMGetBasicBlockParent(lower), "")
		    : LLVMInsertBasicBlockInContext(context_of(m), lower, "");
}

/* ---- the runtime's region ---- */

static void check_near(struct inject_memory *m, LLVMValueRef at, const struct inject_osiris_store *first, size_t n)
{
	LLVMTypeRef word = LLVMIntPtrTypeInContext(context_of(m), m->layout), i64 = i64_of(m);
	LLVMTypeRef parameters[2] = { LLVMPointerTypeInContext(context_of(m), 0), i64 };
	LLVMValueRef begin = LLVMConstPtrToInt(inject_osiris_state(m->module, -(int64_t)MARGIN), word);
	LLVMValueRef address, arguments[2];
	LLVMBasicBlockRef lower, more, near;
	uint64_t end = 0;

	for (size_t i = 0; i < n; i++)
		if ((uint64_t)(first[i].offset - first->offset) + first[i].bytes > end)
			end = (uint64_t)(first[i].offset - first->offset) + first[i].bytes;
	inject_memory_stand(m, at);
	arguments[0] = first->offset > -(int64_t)(MARGIN / 2) && first->offset < (int64_t)(MARGIN / 2)
		? first->base
		: at_offset(m, first->base, LLVMConstInt(i64, (uint64_t)first->offset, 1));
	address = LLVMBuildPtrToInt(m->builder, arguments[0], word, "");
	lower = cut(m, at);
	more = new_block(m, lower, 1);
	near = new_block(m, lower, 1);
	inject_slow_unlikely(
		LLVMBuildCondBr(m->builder, LLVMBuildICmp(m->builder, LLVMIntULT, address, begin, ""), lower, more), 1);
	LLVMPositionBuilderAtEnd(m->builder, more);
	address = LLVMBuildSub(m->builder, address, begin, "");
	address = LLVMBuildICmp(m->builder, LLVMIntULT, address, LLVMConstInt(word, NEAR_BYTES + 2 * MARGIN, 0), "");
	inject_slow_unlikely(LLVMBuildCondBr(m->builder, address, near, lower), 0);
	LLVMPositionBuilderAtEnd(m->builder, near);
	if (arguments[0] == first->base && first->offset)
		arguments[0] = at_offset(m, first->base, LLVMConstInt(i64, (uint64_t)first->offset, 1));
	arguments[1] = LLVMConstInt(i64, end, 0);
	inject_slow_call(m->module, m->builder, "__kmend_log_near",
		LLVMFunctionType(LLVMVoidTypeInContext(context_of(m)), parameters, 2, 0), arguments, 2);
	LLVMBuildBr(m->builder, lower);
}

/* ---- entries ---- */

static void append(struct inject_memory *m, LLVMValueRef place, unsigned number, LLVMValueRef base, int64_t offset)
{
	LLVMTypeRef i64 = i64_of(m);
	LLVMValueRef address = offset ? at_offset(m, base, LLVMConstInt(i64, (uint64_t)offset, 1)) : base;
	LLVMValueRef old = LLVMBuildLoad2(m->builder, i64, address, ""), entry;

	LLVMSetAlignment(old, 1);
	entry = at_offset(m, place, LLVMConstInt(i64, (uint64_t)number * KMEND_OSIRIS_ENTRY_BYTES, 0));
	address = LLVMBuildPtrToInt(m->builder, address, i64, "");
	LLVMSetAlignment(LLVMBuildStore(m->builder, address, entry), 8);
	entry = at_offset(m, place, LLVMConstInt(i64, (uint64_t)number * KMEND_OSIRIS_ENTRY_BYTES + 8, 0));
	LLVMSetAlignment(LLVMBuildStore(m->builder, old, entry), 8);
}

/* As few entries of eight bytes as cover the N stores, which have one base. Returns the number of the next entry. */
static unsigned append_base(struct inject_memory *m, LLVMValueRef place, unsigned number,
	const struct inject_osiris_store *stores, size_t n)
{
	int64_t covered = stores[0].offset;

	for (size_t i = 0; i < n; i++) {
		int64_t end = stores[i].offset + (int64_t)stores[i].bytes;

		if (covered < stores[i].offset)
			covered = stores[i].offset;
		for (; covered < end; covered += 8)
			append(m, place, number++, stores[i].base, covered);
	}
	return number;
}

/* How many of the N stores, from the first on, have its base and lie so close to it that one check is enough for them. */
static size_t same_base(const struct inject_osiris_store *stores, size_t n)
{
	size_t same = 1;

	while (same < n && stores[same].base == stores[0].base &&
		stores[same].offset - stores[0].offset < (int64_t)MARGIN / 4)
		same++;
	return same;
}

/* Builds at the end of the builder's block; goes to LOWER. */
static void append_all(
	struct inject_memory *m, LLVMBasicBlockRef lower, const struct inject_osiris_store *stores, size_t n)
{
	LLVMTypeRef i64 = i64_of(m), nothing = LLVMFunctionType(LLVMVoidTypeInContext(context_of(m)), NULL, 0, 0);
	LLVMValueRef variable = inject_osiris_state(m->module, KMEND_OSIRIS_LOG_AT);
	LLVMValueRef at = LLVMBuildLoad2(m->builder, i64, variable, "");
	LLVMValueRef place = at_offset(m, runtime_variable(m->module, "__kmend_log_end"), at);
	LLVMBasicBlockRef full = new_block(m, lower, 1);
	unsigned number = 0;

	for (size_t i = 0, same; i < n; i += same) {
		same = same_base(stores + i, n - i);
		number = append_base(m, place, number, stores + i, same);
	}
	at = LLVMBuildAdd(m->builder, at, LLVMConstInt(i64, (uint64_t)number * KMEND_OSIRIS_ENTRY_BYTES, 0), "");
	LLVMBuildStore(m->builder, at, variable);
	at = LLVMBuildICmp(m->builder, LLVMIntSGE, at, LLVMConstInt(i64, 0, 0), "");
	inject_slow_unlikely(LLVMBuildCondBr(m->builder, at, full, lower), 0);
	LLVMPositionBuilderAtEnd(m->builder, full);
	inject_slow_call(m->module, m->builder, "__kmend_log_full", nothing, NULL, 0);
	LLVMBuildBr(m->builder, lower);
}

void inject_osiris_emit(struct inject_memory *m, const struct inject_osiris_plan *plan,
	const struct inject_osiris_group *group, enum inject_osiris_when when)
{
	const struct inject_osiris_store *stores = plan->stores + group->first;
	LLVMTypeRef i32 = LLVMInt32TypeInContext(context_of(m));
	LLVMBasicBlockRef lower, inside;
	LLVMValueRef window;

	for (size_t i = 0; i < group->count; i++)
		inject_osiris_hoist(m->builder, stores[i].base, group->at);
	for (size_t i = 0, same; i < group->count; i += same) {
		size_t unsafe = i;

		same = same_base(stores + i, group->count - i);
		while (unsafe < i + same && stores[unsafe].safe)
			unsafe++;
		if (unsafe < i + same)
			check_near(m, group->at, stores + i, same);
	}
	if (when == INJECT_OSIRIS_NEVER)
		return;
	inject_memory_stand(m, group->at);
	window = when == INJECT_OSIRIS_IN_WINDOW
		? LLVMBuildLoad2(m->builder, i32, inject_osiris_state(m->module, KMEND_OSIRIS_WINDOW), "")
		: NULL;
	lower = cut(m, group->at);
	if (window) {
		inside = new_block(m, lower, 0);
		LLVMBuildCondBr(m->builder, LLVMBuildICmp(m->builder, LLVMIntNE, window, LLVMConstInt(i32, 0, 0), ""),
			inside, lower);
		LLVMPositionBuilderAtEnd(m->builder, inside);
	}
	append_all(m, lower, stores, group->count);
}

void inject_osiris_emit_call(struct inject_memory *m, const struct inject_osiris_call *call)
{
	LLVMTypeRef parameters[2] = { LLVMPointerTypeInContext(context_of(m), 0), i64_of(m) };
	LLVMTypeRef type = LLVMFunctionType(LLVMVoidTypeInContext(context_of(m)), parameters, 2, 0);
	LLVMValueRef arguments[2] = { call->address, NULL };

	inject_memory_stand(m, call->instruction);
	arguments[1] = LLVMBuildIntCast2(m->builder, call->bytes, parameters[1], 0, "");
	inject_call_build(m->builder,
		inject_call_declare(m->module, call->at_most ? "__kmend_log_room" : "__kmend_log_store", type), type,
		arguments, 2);
}
