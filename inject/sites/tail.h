/*
 * What is copied or set beyond the end, by loops of the unit's own: a kernel may have no memcpy, as long as the compiler has made instructions of all its
 * copies. The callers' logs know them as writers (inject/memory/writers.c).
 */
#ifndef KMEND_INJECT_SITES_TAIL_H
#define KMEND_INJECT_SITES_TAIL_H

#include <llvm-c/Core.h>

#define INJECT_TAIL_COPY "__kmend_tail_copy"
#define INJECT_TAIL_SET "__kmend_tail_set"

/* Where BUILDER stands: N bytes from TO + AT on become those from FROM + AT on, or FROM when that is an i8. AT and N have the width of a pointer. */
void inject_tail_build(LLVMBuilderRef builder, LLVMValueRef to, LLVMValueRef from, LLVMValueRef at, LLVMValueRef n);

#endif
