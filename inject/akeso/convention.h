/* A wrapper that is being made, and how it is called: as the function's own code is. */
#ifndef KMEND_INJECT_AKESO_CONVENTION_H
#define KMEND_INJECT_AKESO_CONVENTION_H

#include <llvm-c/Core.h>

#include "inject/akeso/domains.h"

struct wrapper {
	LLVMModuleRef module;
	LLVMContextRef context;
	LLVMBuilderRef builder; /* at the end of the wrapper's entry block, which is empty */
	LLVMValueRef wrapper, body;
	LLVMTypeRef type, result; /* of the function */
	LLVMTypeRef word, i32, pointer;
	const struct inject_domain *d;
	const struct inject_domains *domains;
};

/* Attribute NAME without a value. */
LLVMAttributeRef inject_wrapper_attribute(const struct wrapper *w, const char *name);

/* What TO, a function or a call, needs to be called as the function's own code is. */
void inject_wrapper_copy_convention(const struct wrapper *w, LLVMValueRef to, int is_call);

/* A call of the function's own code with the arguments of the wrapper. */
LLVMValueRef inject_wrapper_call_body(struct wrapper *w);

#endif
