/* The one thing that all parts of the pass share: a call of __kmend_log_store() put in front of an instruction. */
#ifndef KMEND_INJECT_OSIRIS_LOG_H
#define KMEND_INJECT_OSIRIS_LOG_H

#include <llvm-c/Core.h>
#include <llvm-c/Target.h>
#include <stdint.h>

#include "inject/osiris/osiris.h"

#define INJECT_MAX_WRITERS 64

struct inject_writer {
	char name[48];
	unsigned pointer; /* argument that says where it writes */
	int size;         /* argument that says how many bytes; -1: string length of argument SOURCE plus 1 */
	unsigned source;
};

struct inject_osiris {
	LLVMModuleRef module;
	LLVMTargetDataRef layout;
	LLVMBuilderRef builder;
	LLVMValueRef log_store;
	struct inject_osiris_count *count;
	struct inject_writer writers[INJECT_MAX_WRITERS];
	unsigned nwriters;
};

/* osiris.c: logs BYTES (an i64 or narrower integer value) at ADDRESS in front of INSTRUCTION. */
void inject_osiris_log(struct inject_osiris *o, LLVMValueRef instruction, LLVMValueRef address, LLVMValueRef bytes);
void inject_osiris_log_fixed(struct inject_osiris *o, LLVMValueRef instruction, LLVMValueRef address, uint64_t bytes);

/*
 * own.c: 1 when BYTES bytes at ADDRESS provably lie inside one fixed-size alloca of the function, at a constant offset.
 * Such a variable dies with the request, or with the frame that a rollback throws away.
 */
int inject_osiris_is_own(struct inject_osiris *o, LLVMValueRef address, uint64_t bytes);

/* writers.c: fills the table of known writers (built in, then KMEND_WRITERS); -1 after a message. */
int inject_osiris_writers(struct inject_osiris *o, const char *more);

/* writers.c: logs what CALL writes when it calls a memory intrinsic or a known writer. 1: it did, or saw no need. */
int inject_osiris_call(struct inject_osiris *o, LLVMValueRef call);

/* masked.c: the same for the intrinsic called NAME, if it stores under a mask. Always 1. */
int inject_osiris_masked(struct inject_osiris *o, LLVMValueRef call, const char *name);

/* asm.c: logs the memory outputs of a call of inline assembly; counts what is not seen. 1: CALL is inline assembly. */
int inject_osiris_asm(struct inject_osiris *o, LLVMValueRef call);

#endif
