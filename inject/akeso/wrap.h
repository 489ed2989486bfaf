/* Functions that are domains become wrappers with a landing pad (paper 5.1.1, the second and third pass, and Figure 1). */
#ifndef KMEND_INJECT_AKESO_WRAP_H
#define KMEND_INJECT_AKESO_WRAP_H

#include <llvm-c/Core.h>

#include "inject/akeso/domains.h"

/*
 * FUNCTION of MODULE, whose line is D, gets a wrapper of its name; its own code becomes NAME.kmend, which only the wrapper and an
 * inverse call. -1 after a message on stderr with the line of the annotation file: D does not fit the function.
 */
int inject_akeso_wrap(LLVMModuleRef module, LLVMValueRef function, const struct inject_domain *d,
	const struct inject_domains *domains);

#endif
