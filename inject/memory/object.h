/* Which variable an address points into. */
#ifndef KMEND_INJECT_MEMORY_OBJECT_H
#define KMEND_INJECT_MEMORY_OBJECT_H

#include "inject/memory/memory.h"

/*
 * How many bytes there are from ADDRESS to the end of the variable that it provably points into, at a constant offset;
 * UINT64_MAX when that is not known. *OWN is 1 when it is one fixed-size alloca of the function: it dies with the
 * request, or with the frame that a rollback throws away.
 */
uint64_t inject_memory_room(struct inject_memory *m, LLVMValueRef address, int *own);

/* ADDRESS without its constant offsets, which are added up in *OFFSET: at most 31 bits. */
LLVMValueRef inject_memory_base(struct inject_memory *m, LLVMValueRef address, int64_t *offset);

#endif
