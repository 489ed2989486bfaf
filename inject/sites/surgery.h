/*
 * What LLVM's C interface has no call for: splitting a block, copying one, leaving an instruction out. The only C++ of
 * kmend, with C linkage. Every call leaves a function that verifies, with debug records in their places.
 *
 * Blocks are cut before an instruction: the upper half stays the block that it was, with its predecessors, PHIs, landing
 * pad and address, so that blockaddress, indirectbr, asm goto and unwinding find it as before; the lower half is new.
 *
 * For landing pads (a later runtime: from a call that failed, straight to where the function returns an error): split
 * before the call's successor, end the upper half in a conditional branch to the pad. The pad must have no PHIs, or get
 * its new incoming values from the caller; what it uses must dominate the split.
 */
#ifndef KMEND_INJECT_SITES_SURGERY_H
#define KMEND_INJECT_SITES_SURGERY_H

#include <llvm-c/Types.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Cuts the block of BEFORE, which is neither a PHI nor a landing pad, in front of it. Returns the lower half, which begins with
 * BEFORE. The upper half ends in a branch to it.
 */
LLVMBasicBlockRef inject_surgery_split(LLVMValueRef before);

/*
 * 1: what its block executes from FIRST on can exist twice. It cannot when a call says so, when inline assembly defines a label,
 * when it allocates on the stack, when it ends in asm goto or leaves an exception handler, and when a value of it that no
 * PHI can hold is used outside.
 */
int inject_surgery_can_copy(LLVMValueRef first);

/* The same question about one instruction. */
int inject_surgery_may_exist_twice(LLVMValueRef instruction);

/*
 * Copies BLOCK, the lower half of a split that can be copied. The copy has no predecessor yet; the successors know it, and every use of a
 * value of the block elsewhere reads the value of the half that ran. INSTRUCTIONS holds N instructions of BLOCK; each is
 * replaced by its copy. The copy promises nothing (nsw, exact, inbounds, !range, !tbaa, nonnull ... are gone): a fault breaks promises, and the code
 * generator may do as it likes with what is undefined.
 */
LLVMBasicBlockRef inject_surgery_copy(LLVMBasicBlockRef block, LLVMValueRef *instructions, size_t n);

/*
 * Gives the values of each asm goto in FUNCTION a name of their own where one of its labels begins (a freeze). The code generator finds
 * them in registers there and nowhere else: a use that a split moves out of that block would read a register too late.
 */
void inject_surgery_pin_outputs(LLVMValueRef function);

/*
 * Makes INSTRUCTION, a store or a call that is no musttail, execute only when CONDITION (an i1 that dominates it) is 0. Whoever uses its result reads 0
 * when it was left out.
 */
void inject_surgery_leave_out(LLVMValueRef instruction, LLVMValueRef condition);

/* Every use of VALUE reads BY instead, but for the use in BY itself and in KEEP (which can be NULL). */
void inject_surgery_replace(LLVMValueRef value, LLVMValueRef by, LLVMValueRef keep);

#ifdef __cplusplus
}
#endif

#endif
