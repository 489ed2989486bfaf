/* Shared by the files of this folder, by nobody else. */
#ifndef KMEND_INJECT_MEMORY_PRIVATE_H
#define KMEND_INJECT_MEMORY_PRIVATE_H

#include "inject/memory/memory.h"

/*
 * memory.c: shows the pass a write of BYTES (an integer value) at ADDRESS, or counts it as unseen. COUNTER is what it counts as
 * when it is not the function's own.
 */
void inject_memory_write(struct inject_memory *m, struct inject_access access, uint32_t *counter);

/* The same with a size that is known. */
void inject_memory_write_fixed(
	struct inject_memory *m, LLVMValueRef instruction, LLVMValueRef address, uint64_t bytes, uint32_t *counter);

/* memory.c: the builder goes in front of INSTRUCTION, with its source position. */
void inject_memory_stand(struct inject_memory *m, LLVMValueRef instruction);

/*
 * object.c: how many bytes there are from ADDRESS to the end of the variable that it provably points into, at a constant offset;
 * UINT64_MAX when that is not known. *OWN is 1 when it is one fixed-size alloca of the function: it dies with the
 * request, or with the frame that a rollback throws away.
 */
uint64_t inject_memory_room(struct inject_memory *m, LLVMValueRef address, int *own);

/* writers.c: fills the table of known writers (built in, then KMEND_WRITERS); -1 after a message. */
int inject_memory_writers(struct inject_memory *m, const char *more);

/* writers.c: what CALL writes when it calls a memory intrinsic or a known writer. */
void inject_memory_call(struct inject_memory *m, LLVMValueRef call);

/* masked.c: the same for the intrinsic called NAME, if it stores under a mask. */
void inject_memory_masked(struct inject_memory *m, LLVMValueRef call, const char *name);

/* asm.c: the memory outputs of a call of inline assembly; counts what is not seen. 1: CALL is inline assembly. */
int inject_memory_asm(struct inject_memory *m, LLVMValueRef call);

/* string.c: the length of the string at SOURCE with its NUL, an i64, computed where the builder stands. */
LLVMValueRef inject_memory_string_bytes(struct inject_memory *m, LLVMValueRef source);

#endif
