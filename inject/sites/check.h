/*
 * The check at the top of a block. The C API cannot split blocks; the inliner can. So a check is a call to an internal
 * function that is always inlined: load the watch byte, compare with zero, and on a cold branch call __kmend_block()
 * and do what it says.
 */
#ifndef KMEND_INJECT_SITES_CHECK_H
#define KMEND_INJECT_SITES_CHECK_H

#include <llvm-c/Core.h>
#include <stdint.h>

/* Defines the check function in MODULE: void (ptr watch byte). It disappears when always-inline has run. */
LLVMValueRef inject_check_define(LLVMModuleRef module);

/* Puts a call of CHECK on byte INDEX of WATCH in front of instruction BEFORE; LOCATION can be NULL. */
void inject_check_call(
	LLVMValueRef check, LLVMValueRef watch, uint32_t index, LLVMValueRef before, LLVMMetadataRef location);

#endif
