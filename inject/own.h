/*
 * Instructions that kmend adds to a unit and that no later pass instruments: what a fault itself writes is not logged. They
 * carry metadata of the kind "kmend".
 */
#ifndef KMEND_INJECT_OWN_H
#define KMEND_INJECT_OWN_H

#include <llvm-c/Core.h>

void inject_own_mark(LLVMValueRef instruction);
int inject_own_is(LLVMValueRef instruction);

#endif
