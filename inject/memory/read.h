/* Reads, shown to a pass that asks for them. */
#ifndef KMEND_INJECT_MEMORY_READ_H
#define KMEND_INJECT_MEMORY_READ_H

#include "inject/memory/memory.h"

/* Shows the pass what instruction I reads, if anything. Nothing when it does not ask. */
void inject_memory_reads(struct inject_memory *m, LLVMValueRef i);

#endif
