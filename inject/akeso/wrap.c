/*
 * A wrapper is
 *     if (__kmend_akeso_land(&landing)) {     comes back a second time after a rollback
 *             __kmend_akeso_landed(&landing);
 *             return ERROR;
 *     }
 *     began = __kmend_akeso_begin(kind, root, &landing);
 *     result = FUNCTION.kmend(...);
 *     __kmend_akeso_end(began, result == UNLESS ? NULL : INVERSE, ...);
 *     return result;
 * Unlogged domains have no landing, releases and locks only call the runtime around their own code. Wrappers are made after the
 * code was instrumented: what they do themselves is no part of any domain.
 */
#include "inject/akeso/wrap.h"

#include <llvm-c/Comdat.h>
#include <llvm-c/Target.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inject/akeso/fit.h"
#include "inject/call.h"

#define LANDING_WORDS 12 /* AKESO_REGISTERS, AKESO_KERNEL_WORDS */

struct wrapper {
	LLVMModuleRef module;
	LLVMContextRef context;
	LLVMBuilderRef builder;
	LLVMValueRef wrapper, body;
	LLVMTypeRef type, result; /* of the function */
	LLVMTypeRef word, i32, pointer;
	const struct inject_domain *d;
	const struct inject_domains *domains;
};

static LLVMAttributeRef attribute(const struct wrapper *w, const char *name)
{
	return LLVMCreateEnumAttribute(w->context, LLVMGetEnumAttributeKindForName(name, strlen(name)), 0);
}

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
		LLVMAddAttributeAtIndex(land, LLVMAttributeFunctionIndex, attribute(w, "returns_twice"));
		LLVMAddAttributeAtIndex(land, LLVMAttributeFunctionIndex, attribute(w, "nounwind"));
	}
	landed = LLVMBuildCall2(w->builder, type, land, &landing, 1, "");
	LLVMAddCallSiteAttribute(landed, LLVMAttributeFunctionIndex, attribute(w, "returns_twice"));
	return landed;
}

static void copy_attributes(LLVMValueRef from, LLVMAttributeIndex index, LLVMValueRef to, int is_call)
{
	unsigned n = LLVMGetAttributeCountAtIndex(from, index);
	LLVMAttributeRef *all = calloc(n + 1, sizeof(*all));

	if (!all)
		abort();
	LLVMGetAttributesAtIndex(from, index, all);
	for (unsigned i = 0; i < n; i++)
		if (is_call)
			LLVMAddCallSiteAttribute(to, index, all[i]);
		else
			LLVMAddAttributeAtIndex(to, index, all[i]);
	free(all);
}

/* What says how arguments and the result travel. */
static void copy_convention(const struct wrapper *w, LLVMValueRef to, int is_call)
{
	if (is_call)
		LLVMSetInstructionCallConv(to, LLVMGetFunctionCallConv(w->body));
	else
		LLVMSetFunctionCallConv(to, LLVMGetFunctionCallConv(w->body));
	for (unsigned i = 0; i <= LLVMCountParams(w->body); i++)
		copy_attributes(w->body, i, to, is_call);
}

static LLVMValueRef call_body(struct wrapper *w)
{
	unsigned n = LLVMCountParams(w->wrapper);
	LLVMValueRef *arguments = calloc(n + 1, sizeof(*arguments)), result;

	if (!arguments)
		abort();
	LLVMGetParams(w->wrapper, arguments);
	result = LLVMBuildCall2(w->builder, w->type, w->body, arguments, n, "");
	copy_convention(w, result, 1);
	free(arguments);
	return result;
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
	const struct inject_value *unless = w->d->unless.is_given ? &w->d->unless : &w->d->error;
	LLVMValueRef inverse, same;

	if (!*w->d->inverse)
		return LLVMConstNull(w->pointer);
	inverse = inject_akeso_inverse(w->module, w->d, w->body);
	if (!unless->is_given || LLVMGetTypeKind(w->result) == LLVMVoidTypeKind)
		return inverse;
	same = LLVMBuildICmp(w->builder, LLVMIntEQ, result, constant(w, w->result, unless->value), "");
	return LLVMBuildSelect(w->builder, same, LLVMConstNull(w->pointer), inverse, "");
}

static void end(struct wrapper *w, LLVMValueRef began, LLVMValueRef result)
{
	LLVMValueRef arguments[2 + INJECT_DOMAIN_ARGUMENTS] = { began, inverse_of(w, result) };

	for (unsigned i = 0; i < INJECT_DOMAIN_ARGUMENTS; i++) {
		const struct inject_argument *a = &w->d->arguments[i];
		LLVMValueRef value = LLVMConstInt(w->word, 0, 0);

		if (i < w->d->narguments && a->kind == INJECT_ARGUMENT_RESULT)
			value = as_word(w, result);
		else if (i < w->d->narguments && a->kind == INJECT_ARGUMENT_NUMBER)
			value = as_word(w, LLVMGetParam(w->wrapper, (unsigned)a->value));
		else if (i < w->d->narguments)
			value = LLVMConstInt(w->word, (uint64_t)a->value, 1);
		arguments[2 + i] = value;
	}
	call(w, "__kmend_akeso_end", LLVMVoidTypeInContext(w->context), arguments, 2 + INJECT_DOMAIN_ARGUMENTS);
}

static LLVMValueRef begin(struct wrapper *w, LLVMValueRef landing)
{
	/* Kinds are those of enum akeso_kind, in its order. */
	LLVMValueRef arguments[3] = { LLVMConstInt(w->i32, w->d->kind, 0),
		LLVMConstInt(w->i32, (uint64_t)w->d->root, 0), landing };

	return call(w, "__kmend_akeso_begin", w->i32, arguments, 3);
}

static void write_domain(struct wrapper *w)
{
	LLVMBasicBlockRef run = block(w), landed = block(w);
	LLVMValueRef landing, again, began, result;

	landing = LLVMBuildAlloca(w->builder, LLVMArrayType2(w->word, LANDING_WORDS), "");
	again = call_land(w, landing);
	again = LLVMBuildICmp(w->builder, LLVMIntEQ, again, LLVMConstInt(w->i32, 0, 0), "");
	LLVMBuildCondBr(w->builder, again, run, landed);
	LLVMPositionBuilderAtEnd(w->builder, landed);
	call(w, "__kmend_akeso_landed", LLVMVoidTypeInContext(w->context), &landing, 1);
	give_back(w, constant(w, w->result, w->d->error.value));
	LLVMPositionBuilderAtEnd(w->builder, run);
	began = begin(w, landing);
	result = call_body(w);
	end(w, began, result);
	give_back(w, result);
}

static void write_unlogged(struct wrapper *w)
{
	LLVMValueRef began, result;

	if (w->d->is_final)
		call(w, "__kmend_akeso_final", LLVMVoidTypeInContext(w->context), NULL, 0);
	began = begin(w, LLVMConstNull(w->pointer));
	result = call_body(w);
	end(w, began, result);
	give_back(w, result);
}

static void write_release(struct wrapper *w)
{
	LLVMValueRef arguments[1 + INJECT_DOMAIN_ARGUMENTS] = { w->body }, waits;
	LLVMBasicBlockRef now = block(w), later = block(w);

	for (unsigned i = 0; i < INJECT_DOMAIN_ARGUMENTS; i++)
		arguments[1 + i] = i < LLVMCountParams(w->wrapper) ? as_word(w, LLVMGetParam(w->wrapper, i))
								   : LLVMConstInt(w->word, 0, 0);
	waits = call(w, "__kmend_akeso_defer", w->i32, arguments, 1 + INJECT_DOMAIN_ARGUMENTS);
	waits = LLVMBuildICmp(w->builder, LLVMIntEQ, waits, LLVMConstInt(w->i32, 0, 0), "");
	LLVMBuildCondBr(w->builder, waits, now, later);
	LLVMPositionBuilderAtEnd(w->builder, later);
	give_back(w, constant(w, w->result, w->d->error.value));
	LLVMPositionBuilderAtEnd(w->builder, now);
	give_back(w, call_body(w));
}

static void call_lock(struct wrapper *w, const char *name)
{
	LLVMValueRef lock = as_word(w, LLVMGetParam(w->wrapper, w->d->lock));

	if (w->d->lock_class)
		lock = LLVMBuildOr(w->builder, lock, LLVMConstInt(w->word, w->d->lock_class, 0), "");

	call(w, name, LLVMVoidTypeInContext(w->context), &lock, 1);
}

static void write_lock(struct wrapper *w)
{
	int sometimes = w->d->kind == INJECT_DOMAIN_TRYLOCK || w->d->taken.is_given;
	LLVMIntPredicate how = w->d->taken.is_given ? LLVMIntEQ : LLVMIntNE;
	LLVMValueRef result = call_body(w);
	LLVMBasicBlockRef taken, done;

	if (!sometimes) {
		call_lock(w, "__kmend_akeso_locked");
		give_back(w, result);
		return;
	}
	taken = block(w);
	done = block(w);
	LLVMBuildCondBr(w->builder,
		LLVMBuildICmp(w->builder, how, result, constant(w, w->result, w->d->taken.value), ""), taken, done);
	LLVMPositionBuilderAtEnd(w->builder, taken);
	call_lock(w, "__kmend_akeso_locked");
	LLVMBuildBr(w->builder, done);
	LLVMPositionBuilderAtEnd(w->builder, done);
	give_back(w, result);
}

static void write_unlock(struct wrapper *w)
{
	call_lock(w, "__kmend_akeso_unlocking");
	give_back(w, call_body(w));
}

static void (*const writers[])(struct wrapper *) = {
	[INJECT_DOMAIN_BASIC] = write_domain,
	[INJECT_DOMAIN_REVERSIBLE] = write_domain,
	[INJECT_DOMAIN_TRANSPARENT] = write_domain,
	[INJECT_DOMAIN_UNLOGGED] = write_unlogged,
	[INJECT_DOMAIN_RELEASE] = write_release,
	[INJECT_DOMAIN_LOCK] = write_lock,
	[INJECT_DOMAIN_TRYLOCK] = write_lock,
	[INJECT_DOMAIN_UNLOCK] = write_unlock,
};

/* FUNCTION's name, users and place in the unit go to a function without code, which is returned. */
static LLVMValueRef take_over(LLVMModuleRef module, LLVMValueRef function)
{
	LLVMValueRef wrapper = LLVMAddFunction(module, "", LLVMGlobalGetValueType(function));
	const char *section = LLVMGetSection(function);
	size_t n;
	char *name = strdup(LLVMGetValueName2(function, &n)), *own = NULL;

	if (!name || asprintf(&own, "%s.kmend", name) < 0)
		abort();
	LLVMSetLinkage(wrapper, LLVMGetLinkage(function));
	LLVMSetVisibility(wrapper, LLVMGetVisibility(function));
	LLVMSetUnnamedAddress(wrapper, LLVMGetUnnamedAddress(function));
	if (section)
		LLVMSetSection(wrapper, section);
	if (LLVMGetComdat(function))
		LLVMSetComdat(wrapper, LLVMGetComdat(function));
	LLVMReplaceAllUsesWith(function, wrapper);
	LLVMSetComdat(function, NULL);
	LLVMSetLinkage(function, LLVMInternalLinkage);
	LLVMSetVisibility(function, LLVMDefaultVisibility);
	LLVMSetValueName2(function, own, strlen(own));
	LLVMSetValueName2(wrapper, name, strlen(name));
	free(name);
	free(own);
	return wrapper;
}

/* What the wrapper keeps of the function's own attributes: how code is made for it, not what it is known to do. */
static void copy_code_options(struct wrapper *w)
{
	static const char *const words[] = { "target-cpu", "target-features", "frame-pointer", "no-stack-arg-probe" };
	static const char *const kinds[] = { "noredzone", "nounwind", "uwtable", "noimplicitfloat" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		LLVMAttributeRef a = LLVMGetStringAttributeAtIndex(
			w->body, LLVMAttributeFunctionIndex, words[i], (unsigned)strlen(words[i]));

		if (a)
			LLVMAddAttributeAtIndex(w->wrapper, LLVMAttributeFunctionIndex, a);
	}
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		LLVMAttributeRef a = LLVMGetEnumAttributeAtIndex(w->body, LLVMAttributeFunctionIndex,
			LLVMGetEnumAttributeKindForName(kinds[i], strlen(kinds[i])));

		if (a)
			LLVMAddAttributeAtIndex(w->wrapper, LLVMAttributeFunctionIndex, a);
	}
	LLVMAddAttributeAtIndex(w->wrapper, LLVMAttributeFunctionIndex, attribute(w, "noinline"));
}

int inject_akeso_wrap(LLVMModuleRef module, LLVMValueRef function, const struct inject_domain *d,
	const struct inject_domains *domains)
{
	LLVMContextRef context = LLVMGetModuleContext(module);
	struct wrapper w = { .module = module, .context = context, .body = function, .d = d, .domains = domains };

	if (inject_akeso_fit(module, function, d, domains))
		return -1;
	w.type = LLVMGlobalGetValueType(function);
	w.result = LLVMGetReturnType(w.type);
	w.word = LLVMIntPtrTypeInContext(context, LLVMGetModuleDataLayout(module));
	w.i32 = LLVMInt32TypeInContext(context);
	w.pointer = LLVMPointerTypeInContext(context, 0);
	w.wrapper = take_over(module, function);
	w.builder = LLVMCreateBuilderInContext(context);
	copy_convention(&w, w.wrapper, 0);
	copy_code_options(&w);
	LLVMPositionBuilderAtEnd(w.builder, block(&w));
	writers[d->kind](&w);
	LLVMDisposeBuilder(w.builder);
	return 0;
}
