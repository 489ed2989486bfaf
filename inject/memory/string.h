/* The length of a string, at run time. */
#ifndef KMEND_INJECT_MEMORY_STRING_H
#define KMEND_INJECT_MEMORY_STRING_H

#include <llvm-c/Core.h>

/* The length of the string at SOURCE with its NUL, an i64, computed where BUILDER stands in MODULE. */
LLVMValueRef inject_memory_string_bytes(LLVMModuleRef module, LLVMBuilderRef builder, LLVMValueRef source);

#endif
