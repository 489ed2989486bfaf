/* One write, shown to the pass. */
#ifndef KMEND_INJECT_MEMORY_WRITE_H
#define KMEND_INJECT_MEMORY_WRITE_H

#include "inject/memory/memory.h"

/*
 * Shows the pass a write of ACCESS.bytes at ACCESS.address, or counts it as unseen. COUNTER is what it counts as when it is not the
 * function's own.
 */
void inject_memory_write(struct inject_memory *m, struct inject_access access, uint32_t *counter);

/* The same with a size that is known. */
void inject_memory_write_fixed(
	struct inject_memory *m, LLVMValueRef instruction, LLVMValueRef address, uint64_t bytes, uint32_t *counter);

/* The builder goes before INSTRUCTION, with its source position. */
void inject_memory_stand(struct inject_memory *m, LLVMValueRef instruction);

#endif
