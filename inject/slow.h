/* Calls that are hardly ever made: of functions of a runtime that keep nearly all registers (preserve_most), after a check in place. */
#ifndef KMEND_INJECT_SLOW_H
#define KMEND_INJECT_SLOW_H

#include <llvm-c/Core.h>

/* Where BUILDER stands: calls NAME, which is declared when MODULE does not know it yet. */
void inject_slow_call(LLVMModuleRef module, LLVMBuilderRef builder, const char *name, LLVMTypeRef type,
	LLVMValueRef *arguments, unsigned n);

/* Says to the code generator that the first of BRANCH's two ways (or, with SECOND, the other one) is hardly ever taken. */
void inject_slow_unlikely(LLVMValueRef branch, int second);

#endif
