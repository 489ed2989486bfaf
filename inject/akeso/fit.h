/* Whether a line of the annotation file fits the function that it names. */
#ifndef KMEND_INJECT_AKESO_FIT_H
#define KMEND_INJECT_AKESO_FIT_H

#include <llvm-c/Core.h>

#include "inject/akeso/domains.h"

/* -1 after a message on stderr with the line of D: a value of the wrong type, arguments that do not exist, ... */
int inject_akeso_fit(LLVMModuleRef module, LLVMValueRef function, const struct inject_domain *d,
	const struct inject_domains *domains);

/* The inverse of D, declared when the unit does not know it; the code itself when it is a release of this unit, which would wait. */
LLVMValueRef inject_akeso_inverse(LLVMModuleRef module, const struct inject_domain *d, LLVMValueRef function);

#endif
