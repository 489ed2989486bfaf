/* Calls of functions that are known to write. */
#ifndef KMEND_INJECT_MEMORY_WRITERS_H
#define KMEND_INJECT_MEMORY_WRITERS_H

#include "inject/memory/memory.h"

/* Fills the table of known writers (built in, then MORE, as in KMEND_WRITERS); -1 after a message. */
int inject_memory_writers(struct inject_memory *m, const char *more);

/* Shows what CALL writes when it calls a memory intrinsic or a known writer. */
void inject_memory_call(struct inject_memory *m, LLVMValueRef call);

#endif
