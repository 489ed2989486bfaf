/* The length of a string, at run time. */
#ifndef KMEND_INJECT_MEMORY_STRING_H
#define KMEND_INJECT_MEMORY_STRING_H

#include "inject/memory/memory.h"

/* The length of the string at SOURCE with its NUL, an i64, computed where the builder stands. */
LLVMValueRef inject_memory_string_bytes(struct inject_memory *m, LLVMValueRef source);

#endif
