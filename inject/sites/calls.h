/* What the types that change calls of library functions share. */
#ifndef KMEND_INJECT_SITES_CALLS_H
#define KMEND_INJECT_SITES_CALLS_H

#include "inject/sites/rewrite.h"

/* The name of the function that INSTRUCTION calls, which is no intrinsic; NULL: it calls none that is known, or must stay as it is (musttail). */
const char *calls_name(LLVMValueRef instruction);

/* 1: argument NUMBER of CALL is an integer of 8 to 64 bits. */
int calls_has_size(LLVMValueRef call, unsigned number);

/* random mod SIZE, an integer of the type of SIZE; 0 where SIZE is 0: nothing divides by it. */
LLVMValueRef calls_random_below(struct inject_rewrite *rewrite, LLVMValueRef size);

#endif
