/* Addresses that are computed between the first store of a group and a later one are computed before the first. */
#ifndef KMEND_INJECT_OSIRIS_HOIST_H
#define KMEND_INJECT_OSIRIS_HOIST_H

#include <llvm-c/Core.h>
#include <stddef.h>

/* 1: VALUE exists before the N instructions BETWEEN, which follow each other, or can be moved there: nothing that it is computed by reads memory or traps. */
int inject_osiris_can_hoist(LLVMValueRef value, LLVMValueRef *between, size_t n);

/* Moves what VALUE is computed by, as far as it stands in the block of AT and not before it, to before AT. */
void inject_osiris_hoist(LLVMBuilderRef builder, LLVMValueRef value, LLVMValueRef at);

#endif
