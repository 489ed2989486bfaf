/*
 * Keeps the optimiser from looking into functions that become domains: a caller must not know what they return, because a
 * rollback gives it something else. It depends on the annotation file alone, so that a unit has the same fault sites under
 * every policy.
 */
#ifndef KMEND_INJECT_AKESO_PREPARE_H
#define KMEND_INJECT_AKESO_PREPARE_H

#include <llvm-c/Core.h>

#include "inject/settings.h"

/* Before the optimiser. -1 after a message on stderr: the annotation file cannot be read. */
int inject_akeso_prepare(LLVMModuleRef module, const struct inject_settings *settings);

/* After it: the functions are what they were, and are still not inlined. */
void inject_akeso_restore(LLVMModuleRef module);

#endif
