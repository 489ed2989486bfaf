/*
 * The table of fault types: one file in sites/ for each type, one line in types.c. The walk over the IR, the numbering
 * and the site table know nothing of any type.
 *
 * A type says which candidates a basic block offers. A type whose candidates act before the first ordinary instruction
 * (fail-stop, hang) needs nothing else: the guest's slow path (recovery-rt/fault) acts. A type that changes instructions
 * (swap, no-load, ...) will also say how to rewrite candidate K in the block's faulty copy.
 */
#ifndef KMEND_INJECT_TYPES_H
#define KMEND_INJECT_TYPES_H

#include <llvm-c/Core.h>
#include <stddef.h>
#include <stdint.h>

#define INJECT_MAX_CANDIDATES 65535u /* of one type in one block: struct kmend_site holds 16 bits */

struct inject_type {
	uint16_t number; /* enum kmend_fault_type */
	/*
	 * Number of candidates in BLOCK, whose first ordinary instruction is FIRST. For each candidate, in the order of
	 * their ordinals, AT gets the instruction that it applies to (at most MAX are stored).
	 */
	uint32_t (*candidates)(LLVMBasicBlockRef block, LLVMValueRef first, LLVMValueRef *at, uint32_t max);
};

extern const struct inject_type inject_type_fail_stop, inject_type_hang;

extern const struct inject_type *const inject_types[];
extern const size_t inject_types_count;

#endif
