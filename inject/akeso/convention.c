/* How arguments and the result travel is the same for a wrapper, the function's own code, and the call in between. */
#include "inject/akeso/convention.h"

#include <stdlib.h>
#include <string.h>

LLVMAttributeRef inject_wrapper_attribute(const struct wrapper *w, const char *name)
{
	return LLVMCreateEnumAttribute(w->context, LLVMGetEnumAttributeKindForName(name, strlen(name)), 0);
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

void inject_wrapper_copy_convention(const struct wrapper *w, LLVMValueRef to, int is_call)
{
	if (is_call)
		LLVMSetInstructionCallConv(to, LLVMGetFunctionCallConv(w->body));
	else
		LLVMSetFunctionCallConv(to, LLVMGetFunctionCallConv(w->body));
	for (unsigned i = 0; i <= LLVMCountParams(w->body); i++)
		copy_attributes(w->body, i, to, is_call);
}

LLVMValueRef inject_wrapper_call_body(struct wrapper *w)
{
	unsigned n = LLVMCountParams(w->wrapper);
	LLVMValueRef *arguments = calloc(n + 1, sizeof(*arguments)), result;

	if (!arguments)
		abort();
	LLVMGetParams(w->wrapper, arguments);
	result = LLVMBuildCall2(w->builder, w->type, w->body, arguments, n, "");
	inject_wrapper_copy_convention(w, result, 1);
	free(arguments);
	return result;
}
