/*
 * Fault types. A type is a row of KMEND_FAULT_TYPES and the file types/SYMBOL.c, which defines inject_type_SYMBOL;
 * type_list.c makes the list of all from the rows. The walk over the IR, the numbering and the site table know nothing of any type.
 */
#ifndef KMEND_INJECT_SITES_TYPE_H
#define KMEND_INJECT_SITES_TYPE_H

#include <llvm-c/Core.h>

#include "inject/library.h"
#include "inject/sites/loops.h"
#include "inject/sites/rewrite.h"
#include "recovery-rt/include/kmend/abi.h"

#define INJECT_MAX_CANDIDATES 65536u /* of one type in one block: struct kmend_site holds 16 bits */

/* What a type can ask about the function that INSTRUCTION is in, before anything is added to it. */
struct inject_around {
	const struct inject_library *library;
	struct inject_loops *loops;
};

/* Either `before` (a type of whole blocks: each block is its one candidate), or `applies` (or `applies_in`) and `rewrite`. */
struct inject_type {
	enum kmend_fault_type number;
	/*
	 * What happens before the block's first instruction. BUILDER stands in an empty block, which this ends; CARRY_ON is the
	 * block itself.
	 */
	void (*before)(LLVMBuilderRef builder, LLVMBasicBlockRef carry_on);
	/*
	 * Not 0: INSTRUCTION is a candidate. What is returned REWRITE->found holds later. `applies_in` instead, for a type that has to know what is
	 * around the instruction.
	 */
	int (*applies)(LLVMValueRef instruction);
	int (*applies_in)(const struct inject_around *around, LLVMValueRef instruction);
	/*
	 * Changes INSTRUCTION of the faulty copy so that it is faulty when REWRITE->acts is 1, and as before when it is 0. It
	 * may change operands and uses, and add instructions around it; the instruction itself stays, other
	 * candidates can be the same one.
	 */
	void (*rewrite)(struct inject_rewrite *rewrite, LLVMValueRef instruction);
};

#endif
