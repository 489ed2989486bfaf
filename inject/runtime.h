/*
 * A recovery runtime, as far as the compiler is concerned: a row of KMEND_RUNTIMES and the folder inject/SYMBOL/, which
 * defines inject_runtime_SYMBOL.
 */
#ifndef KMEND_INJECT_RUNTIME_H
#define KMEND_INJECT_RUNTIME_H

#include <llvm-c/Types.h>

#include "inject/settings.h"
#include "recovery-rt/include/kmend/abi.h"

struct inject_runtime {
	enum kmend_runtime number;
	/*
	 * Instruments MODULE, the unit called UNIT, in which the fault sites are already. -1 after a message on stderr. NULL: this runtime
	 * needs no instrumentation.
	 */
	int (*run)(LLVMModuleRef module, const char *unit, const struct inject_settings *settings);
};

#endif
