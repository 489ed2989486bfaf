/* The runtime for kernels without glue (recovery-rt/fault/builtin.c), compiled when kmend is built and kept in kmend-cc. */
#ifndef KMEND_INJECT_BUILTIN_H
#define KMEND_INJECT_BUILTIN_H

#include <llvm-c/Types.h>

/*
 * Puts the runtime into MODULE, as weak definitions, when something in it calls the slow path. Call it when nothing
 * instruments the module any more. -1 after a message on stderr: no runtime for the module's target.
 */
int inject_builtin_add(LLVMModuleRef module, const char *unit);

#endif
