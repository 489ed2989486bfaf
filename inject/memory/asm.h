/* Inline assembly. */
#ifndef KMEND_INJECT_MEMORY_ASM_H
#define KMEND_INJECT_MEMORY_ASM_H

#include "inject/memory/memory.h"

/* Shows the memory outputs of a call of inline assembly and counts what is not seen. 1: CALL is inline assembly. */
int inject_memory_asm(struct inject_memory *m, LLVMValueRef call);

#endif
