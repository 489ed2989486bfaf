/*
 * What becomes of a block that has sites:
 *
 *     head:  PHIs, ... ; watch byte == 0 ? body : slow          the pristine path: one compare, one branch not taken
 *     slow:  action = __kmend_block(watch byte)
 *            0: body; the number of a type of whole blocks: what it does; else: copy
 *     body:  the block as it was
 *     copy:  the block again, in which each candidate acts when `action` is its own
 */
#ifndef KMEND_INJECT_SITES_CHECK_H
#define KMEND_INJECT_SITES_CHECK_H

#include <llvm-c/Core.h>
#include <stddef.h>
#include <stdint.h>

#include "inject/sites/type.h"

struct inject_candidate {
	const struct inject_type *type;
	uint16_t number;          /* among those of its type in its block */
	int found;                /* what `applies` said of it */
	LLVMValueRef instruction; /* the block's first, for a type of whole blocks */
};

/* Declares __kmend_block() in MODULE. */
LLVMValueRef inject_check_declare(LLVMModuleRef module);

/* A block that gets a check, before its first ordinary instruction. */
struct inject_spot {
	LLVMValueRef first;
	LLVMMetadataRef location; /* what the added instructions show; can be NULL */
	const struct inject_candidate *candidates;
	size_t ncandidates;
};

/*
 * Places the check of SPOT. SLOW_PATH is the function of inject_check_declare(), WATCH the address of the block's watch byte. -1: no
 * memory.
 */
int inject_check_place(LLVMValueRef slow_path, LLVMValueRef watch, const struct inject_spot *spot);

#endif
