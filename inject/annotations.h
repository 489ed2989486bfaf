/*
 * Which functions a pass leaves alone. A function says so with __attribute__((annotate("kmend.nosites"))) or
 * ("kmend.nolog"); functions of .noinstr sections, naked functions, functions whose body belongs to another unit and
 * the runtime's own (__kmend_...) are left alone by every pass.
 */
#ifndef KMEND_INJECT_ANNOTATIONS_H
#define KMEND_INJECT_ANNOTATIONS_H

#include <llvm-c/Core.h>

/* 1: FUNCTION of MODULE must not be touched by the pass whose annotation is WORD. */
int inject_leave_alone(LLVMModuleRef module, LLVMValueRef function, const char *word);

#endif
