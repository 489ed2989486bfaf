/* The two versions of a function (OSIRIS IV-D). In C++: LLVM's C interface cannot copy a function. */
#ifndef KMEND_INJECT_OSIRIS_CLONE_H
#define KMEND_INJECT_OSIRIS_CLONE_H

#include <llvm-c/Types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A copy of FUNCTION for the closed window, which nobody calls yet; NULL: the function must exist once. Static variables and watch bytes are those of the function. */
LLVMValueRef inject_osiris_clone(LLVMValueRef function);

/* A clone that nobody calls goes. */
void inject_osiris_clone_drop(LLVMValueRef clone);

/*
 * From now on, whoever enters FUNCTION while the i32 at WINDOW is 0 goes on in CLONE: at its first instruction, so that all callers and
 * all pointers make the choice.
 */
void inject_osiris_clone_select(LLVMValueRef function, LLVMValueRef clone, LLVMValueRef window);

#ifdef __cplusplus
}
#endif

#endif
