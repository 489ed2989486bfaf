/* Stores under a mask. */
#ifndef KMEND_INJECT_MEMORY_MASKED_H
#define KMEND_INJECT_MEMORY_MASKED_H

#include "inject/memory/memory.h"

/* Shows what CALL of the intrinsic called NAME writes, if it stores under a mask. */
void inject_memory_masked(struct inject_memory *m, LLVMValueRef call, const char *name);

#endif
