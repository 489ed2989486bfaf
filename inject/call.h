/*
 * Calls from a unit to functions of the guest's runtime that are written in C and compiled like the unit: where -mregparm says that
 * arguments are in registers, they are here too.
 */
#ifndef KMEND_INJECT_CALL_H
#define KMEND_INJECT_CALL_H

#include <llvm-c/Core.h>

/* The function NAME of MODULE, declared when it is not there yet. It does not unwind. */
LLVMValueRef inject_call_declare(LLVMModuleRef module, const char *name, LLVMTypeRef type);

/* Calls FUNCTION, declared above with TYPE, where BUILDER stands. */
LLVMValueRef inject_call_build(
	LLVMBuilderRef builder, LLVMValueRef function, LLVMTypeRef type, LLVMValueRef *arguments, unsigned n);

#endif
