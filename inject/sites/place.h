/* Where in a function and a block a check can go. */
#ifndef KMEND_INJECT_SITES_PLACE_H
#define KMEND_INJECT_SITES_PLACE_H

#include <llvm-c/Core.h>

/*
 * Moves the function's fixed-size allocas to the top of its entry block. A check splits the block it is put in; an
 * alloca that came to lie after the split would become a run-time stack allocation.
 */
void inject_place_hoist_allocas(LLVMValueRef function);

/*
 * The first ordinary instruction of BLOCK: the first that is not a PHI, a fixed-size alloca of the entry block, the store of
 * an argument into its variable there, a landing pad, or a marker that emits no code. NULL: the block takes no check (it only says `unreachable`, or it must stay one
 * piece).
 */
LLVMValueRef inject_place_first(LLVMBasicBlockRef block);

/* 1: a marker that emits no code (debug value, lifetime, assumption ...). */
int inject_place_is_marker(LLVMValueRef instruction);

#endif
