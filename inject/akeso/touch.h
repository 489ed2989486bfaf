/* The inlined fast path in front of each access. */
#ifndef KMEND_INJECT_AKESO_TOUCH_H
#define KMEND_INJECT_AKESO_TOUCH_H

#include <llvm-c/Core.h>

enum inject_akeso_touch { INJECT_AKESO_READ, INJECT_AKESO_WRITE, INJECT_AKESO_ADD, INJECT_AKESO_BITS };

/*
 * Where BUILDER stands: BYTES (an integer) at ADDRESS are about to be touched. It is a call of a function of the unit that
 * inject_akeso_inline() puts in its place. MORE: what is added, or the bits that are changed, of 64 bits; else NULL.
 */
void inject_akeso_touch(LLVMModuleRef module, LLVMBuilderRef builder, enum inject_akeso_touch how, LLVMValueRef address,
	LLVMValueRef bytes, LLVMValueRef more);

/* After all of them were placed. -1 after a message on stderr. */
int inject_akeso_inline(LLVMModuleRef module, const char *unit);

#endif
