/*
 * A function that the annotation file names gets another one before it, with its name, its users and its place in the unit. Wrappers
 * are made after the code was instrumented: what they do themselves is no part of any domain. What is in them: wrapper.c.
 */
#include "inject/akeso/wrap.h"

#include <llvm-c/Comdat.h>
#include <llvm-c/Target.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inject/akeso/convention.h"
#include "inject/akeso/fit.h"
#include "inject/akeso/wrapper.h"

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
	LLVMAddAttributeAtIndex(w->wrapper, LLVMAttributeFunctionIndex, inject_wrapper_attribute(w, "noinline"));
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
	inject_wrapper_copy_convention(&w, w.wrapper, 0);
	copy_code_options(&w);
	LLVMPositionBuilderAtEnd(w.builder, LLVMAppendBasicBlockInContext(context, w.wrapper, ""));
	inject_wrapper_write(&w);
	LLVMDisposeBuilder(w.builder);
	return 0;
}
