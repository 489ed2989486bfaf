/* One unit of IR, after the optimiser: fault sites and recovery instrumentation go in. */
#ifndef KMEND_INJECT_MODULE_H
#define KMEND_INJECT_MODULE_H

#include <llvm-c/Types.h>

#include "inject/settings.h"

enum inject_language { INJECT_C, INJECT_CXX, INJECT_OTHER_LANGUAGE };

/*
 * Places fault sites, adds recovery instrumentation and checks the result. A unit in another language than
 * C and C++ is left as it is, and so is one that is instrumented already. -1 after a message on stderr.
 */
int inject_module(LLVMModuleRef module, enum inject_language language, const struct inject_settings *settings);

/* Before the optimiser: what it must not look into. -1 after a message on stderr. */
int inject_module_prepare(LLVMModuleRef module, const struct inject_settings *settings);

#endif
