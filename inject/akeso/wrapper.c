/*
 * What is in a wrapper:
 *     landing.retries = RETRIES;
 *     if (__kmend_akeso_land(&landing)) {     comes back a second time after a rollback
 *             if (!__kmend_akeso_landed(&landing, only_innocent))
 *                     return ERROR;
 *     }
 *     began = __kmend_akeso_begin(kind, root, &landing);
 *     result = FUNCTION.kmend(...);
 *     __kmend_akeso_end(began, result == UNLESS ? NULL : INVERSE, ...);
 *     return result;
 * Unlogged domains have no landing, releases, locks and what frees only call the runtime around their own code.
 */
#include "inject/akeso/wrapper.h"

#include <stddef.h>

#include "inject/akeso/convention.h"
#include "inject/akeso/fit.h"
#include "inject/call.h"

#define LANDING_WORDS 13 /* AKESO_REGISTERS, AKESO_KERNEL_WORDS, and: */
#define RETRIES_WORD 12

/* enum akeso_hold */
enum { SAME, TAKEN, HELD, NOT_HELD };

/* Calls runtime function NAME, of the C convention. */
static LLVMValueRef call(struct wrapper *w, const char *name, LLVMTypeRef result, LLVMValueRef *arguments, unsigned n)
{
	LLVMTypeRef types[8], type;

	for (unsigned i = 0; i < n; i++)
		types[i] = LLVMTypeOf(arguments[i]);
	type = LLVMFunctionType(result, types, n, 0);
	return inject_call_build(w->builder, inject_call_declare(w->module, name, type), type, arguments, n);
}

/* Its own assembly, so never with -mregparm. */
static LLVMValueRef call_land(struct wrapper *w, LLVMValueRef landing)
{
	static const char name[] = "__kmend_akeso_land";
	LLVMTypeRef type = LLVMFunctionType(w->i32, &w->pointer, 1, 0);
	LLVMValueRef land = LLVMGetNamedFunction(w->module, name), landed;

	if (!land) {
		land = LLVMAddFunction(w->module, name, type);
		LLVMAddAttributeAtIndex(land, LLVMAttributeFunctionIndex, inject_wrapper_attribute(w, "returns_twice"));
		LLVMAddAttributeAtIndex(land, LLVMAttributeFunctionIndex, inject_wrapper_attribute(w, "nounwind"));
	}
	landed = LLVMBuildCall2(w->builder, type, land, &landing, 1, "");
	LLVMAddCallSiteAttribute(landed, LLVMAttributeFunctionIndex, inject_wrapper_attribute(w, "returns_twice"));
	return landed;
}

static void give_back(struct wrapper *w, LLVMValueRef value)
{
	if (LLVMGetTypeKind(w->result) == LLVMVoidTypeKind)
		LLVMBuildRetVoid(w->builder);
	else
		LLVMBuildRet(w->builder, value);
}

static LLVMValueRef constant(const struct wrapper *w, LLVMTypeRef type, int64_t value)
{
	if (LLVMGetTypeKind(type) == LLVMVoidTypeKind)
		return NULL;
	if (LLVMGetTypeKind(type) == LLVMPointerTypeKind)
		return value ? LLVMConstIntToPtr(LLVMConstInt(w->word, (uint64_t)value, 1), type) : LLVMConstNull(type);
	return LLVMConstInt(type, (uint64_t)value, 1);
}

/* VALUE, an integer or a pointer, as a word of the runtime's calls. */
static LLVMValueRef as_word(struct wrapper *w, LLVMValueRef value)
{
	if (LLVMGetTypeKind(LLVMTypeOf(value)) == LLVMPointerTypeKind)
		return LLVMBuildPtrToInt(w->builder, value, w->word, "");
	return LLVMBuildIntCast2(w->builder, value, w->word, 1, "");
}

static LLVMBasicBlockRef block(struct wrapper *w)
{
	return LLVMAppendBasicBlockInContext(w->context, w->wrapper, "");
}

/* The function that undoes, or NULL when RESULT says that nothing was done. */
static LLVMValueRef inverse_of(struct wrapper *w, LLVMValueRef result)
{
	const struct inject_value *unless = w->d->unless.is_given || w->d->is_lost ? &w->d->unless : &w->d->error;
	LLVMValueRef inverse, same;

	if (!*w->d->inverse)
		return LLVMConstNull(w->pointer);
	inverse = inject_akeso_inverse(w->module, w->d, w->body);
	if (!unless->is_given || LLVMGetTypeKind(w->result) == LLVMVoidTypeKind)
		return inverse;
	same = LLVMBuildICmp(w->builder, LLVMIntEQ, result, constant(w, w->result, unless->value), "");
	return LLVMBuildSelect(w->builder, same, LLVMConstNull(w->pointer), inverse, "");
}

/* What the inverse is about: the result, when it is one of its arguments, else its first one; 0 if that is no pointer. */
static LLVMValueRef object_of(struct wrapper *w, LLVMValueRef *values)
{
	LLVMValueRef object = values[0];

	for (unsigned i = 0; i < w->d->narguments; i++)
		if (w->d->arguments[i].kind == INJECT_ARGUMENT_RESULT)
			object = values[i];
	return LLVMGetTypeKind(LLVMTypeOf(object)) == LLVMPointerTypeKind ? as_word(w, object)
									  : LLVMConstInt(w->word, 0, 0);
}

static void end(struct wrapper *w, LLVMValueRef began, LLVMValueRef result)
{
	LLVMValueRef arguments[3 + INJECT_DOMAIN_ARGUMENTS] = { began, inverse_of(w, result) };
	LLVMValueRef values[INJECT_DOMAIN_ARGUMENTS];

	for (unsigned i = 0; i < INJECT_DOMAIN_ARGUMENTS; i++) {
		const struct inject_argument *a = &w->d->arguments[i];

		values[i] = LLVMConstInt(w->word, 0, 0);
		if (i < w->d->narguments && a->kind == INJECT_ARGUMENT_RESULT)
			values[i] = result;
		else if (i < w->d->narguments && a->kind == INJECT_ARGUMENT_NUMBER)
			values[i] = LLVMGetParam(w->wrapper, (unsigned)a->value);
		else if (i < w->d->narguments)
			values[i] = LLVMConstInt(w->word, (uint64_t)a->value, 1);
		arguments[2 + i] = as_word(w, values[i]);
	}
	arguments[2 + INJECT_DOMAIN_ARGUMENTS] = object_of(w, values);
	call(w, "__kmend_akeso_end", LLVMVoidTypeInContext(w->context), arguments, 3 + INJECT_DOMAIN_ARGUMENTS);
}

static LLVMValueRef begin(struct wrapper *w, LLVMValueRef landing)
{
	/* Kinds are those of enum akeso_kind, in its order. */
	LLVMValueRef arguments[3] = { LLVMConstInt(w->i32, w->d->kind, 0),
		LLVMConstInt(w->i32, (uint64_t)w->d->root, 0), landing };

	return call(w, "__kmend_akeso_begin", w->i32, arguments, 3);
}

static LLVMValueRef make_landing(struct wrapper *w)
{
	LLVMTypeRef type = LLVMArrayType2(w->word, LANDING_WORDS);
	LLVMValueRef landing = LLVMBuildAlloca(w->builder, type, ""), place;
	LLVMValueRef at[2] = { LLVMConstInt(w->word, 0, 0), LLVMConstInt(w->word, RETRIES_WORD, 0) };

	place = LLVMBuildInBoundsGEP2(w->builder, type, landing, at, 2, "");
	LLVMBuildStore(w->builder, LLVMConstInt(w->word, w->d->retries, 0), place);
	return landing;
}

static void write_domain(struct wrapper *w)
{
	LLVMBasicBlockRef run = block(w), landed = block(w), failed = block(w);
	LLVMValueRef landing = make_landing(w), again, began, result;
	LLVMValueRef arguments[2] = { landing, LLVMConstInt(w->i32, (uint64_t)w->d->only_innocent, 0) };

	again = call_land(w, landing);
	again = LLVMBuildICmp(w->builder, LLVMIntEQ, again, LLVMConstInt(w->i32, 0, 0), "");
	LLVMBuildCondBr(w->builder, again, run, landed);
	LLVMPositionBuilderAtEnd(w->builder, landed);
	again = call(w, "__kmend_akeso_landed", w->i32, arguments, 2);
	again = LLVMBuildICmp(w->builder, LLVMIntNE, again, LLVMConstInt(w->i32, 0, 0), "");
	LLVMBuildCondBr(w->builder, again, run, failed);
	LLVMPositionBuilderAtEnd(w->builder, failed);
	give_back(w, constant(w, w->result, w->d->error.value));
	LLVMPositionBuilderAtEnd(w->builder, run);
	began = begin(w, landing);
	result = inject_wrapper_call_body(w);
	end(w, began, result);
	give_back(w, result);
}

static void write_unlogged(struct wrapper *w)
{
	LLVMValueRef began, result;

	if (w->d->is_final)
		call(w, "__kmend_akeso_final", LLVMVoidTypeInContext(w->context), NULL, 0);
	began = begin(w, LLVMConstNull(w->pointer));
	result = inject_wrapper_call_body(w);
	end(w, began, result);
	give_back(w, result);
}

/* FIRST, and the first arguments of the function, as words; 0 for those that it does not have. */
static void give_arguments(struct wrapper *w, LLVMValueRef *arguments, LLVMValueRef first)
{
	arguments[0] = first;
	for (unsigned i = 0; i < INJECT_DOMAIN_ARGUMENTS; i++)
		arguments[1 + i] = i < LLVMCountParams(w->wrapper) ? as_word(w, LLVMGetParam(w->wrapper, i))
								   : LLVMConstInt(w->word, 0, 0);
}

static void write_release(struct wrapper *w)
{
	LLVMValueRef arguments[1 + INJECT_DOMAIN_ARGUMENTS], waits;
	LLVMBasicBlockRef now = block(w), later = block(w);

	give_arguments(w, arguments, w->body);
	waits = call(w, "__kmend_akeso_defer", w->i32, arguments, 1 + INJECT_DOMAIN_ARGUMENTS);
	waits = LLVMBuildICmp(w->builder, LLVMIntEQ, waits, LLVMConstInt(w->i32, 0, 0), "");
	LLVMBuildCondBr(w->builder, waits, now, later);
	LLVMPositionBuilderAtEnd(w->builder, later);
	give_back(w, constant(w, w->result, w->d->error.value));
	LLVMPositionBuilderAtEnd(w->builder, now);
	give_back(w, inject_wrapper_call_body(w));
}

static void write_frees(struct wrapper *w)
{
	LLVMValueRef arguments[1 + INJECT_DOMAIN_ARGUMENTS];

	give_arguments(w, arguments, LLVMConstInt(w->i32, w->d->class, 0));
	call(w, "__kmend_akeso_frees", LLVMVoidTypeInContext(w->context), arguments, 1 + INJECT_DOMAIN_ARGUMENTS);
	give_back(w, inject_wrapper_call_body(w));
}

static LLVMValueRef lock_of(struct wrapper *w)
{
	LLVMValueRef lock = as_word(w, LLVMGetParam(w->wrapper, w->d->lock));

	if (w->d->class)
		lock = LLVMBuildOr(w->builder, lock, LLVMConstInt(w->word, w->d->class, 0), "");
	return lock;
}

/* The function, to its end; LOCKS: and then the lock is taken, if what it returns says so. */
static void write_whole_or_lock(struct wrapper *w, int locks)
{
	int sometimes = w->d->kind == INJECT_DOMAIN_TRYLOCK || w->d->taken.is_given;
	LLVMIntPredicate how = w->d->taken.is_given ? LLVMIntEQ : LLVMIntNE;
	LLVMValueRef arguments[3], result, taken;

	arguments[0] = call(w, "__kmend_akeso_whole", w->i32, NULL, 0);
	result = inject_wrapper_call_body(w);
	arguments[1] = locks ? lock_of(w) : LLVMConstInt(w->word, 0, 0);
	arguments[2] = LLVMConstInt(w->i32, !locks ? SAME : w->d->is_once ? HELD : TAKEN, 0);
	if (locks && sometimes) {
		taken = LLVMBuildICmp(w->builder, how, result, constant(w, w->result, w->d->taken.value), "");
		arguments[2] = LLVMBuildSelect(
			w->builder, taken, arguments[2], LLVMConstInt(w->i32, w->d->is_once ? NOT_HELD : SAME, 0), "");
	}
	call(w, "__kmend_akeso_whole_end", LLVMVoidTypeInContext(w->context), arguments, 3);
	give_back(w, result);
}

static void write_lock(struct wrapper *w)
{
	write_whole_or_lock(w, 1);
}

static void write_unlock(struct wrapper *w)
{
	LLVMValueRef lock = lock_of(w);

	call(w, "__kmend_akeso_unlocking", LLVMVoidTypeInContext(w->context), &lock, 1);
	write_whole_or_lock(w, 0);
}

static void write_whole(struct wrapper *w)
{
	write_whole_or_lock(w, 0);
}

static void (*const writers[])(struct wrapper *) = {
	[INJECT_DOMAIN_BASIC] = write_domain,
	[INJECT_DOMAIN_REVERSIBLE] = write_domain,
	[INJECT_DOMAIN_TRANSPARENT] = write_domain,
	[INJECT_DOMAIN_UNLOGGED] = write_unlogged,
	[INJECT_DOMAIN_RELEASE] = write_release,
	[INJECT_DOMAIN_FREES] = write_frees,
	[INJECT_DOMAIN_LOCK] = write_lock,
	[INJECT_DOMAIN_TRYLOCK] = write_lock,
	[INJECT_DOMAIN_UNLOCK] = write_unlock,
	[INJECT_DOMAIN_WHOLE] = write_whole,
};

void inject_wrapper_write(struct wrapper *w)
{
	writers[w->d->kind](w);
}
