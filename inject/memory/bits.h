/* The bit instructions of x86 in inline assembly. */
#ifndef KMEND_INJECT_MEMORY_BITS_H
#define KMEND_INJECT_MEMORY_BITS_H

#include "inject/memory/memory.h"

/*
 * Shows the pass the word that inline assembly CALL changes by bts, btr or btc, if it does: with an index in a register it is not
 * the word that the memory operand names, but the one that the bit is in. 1: it is such an instruction.
 */
int inject_memory_bits(struct inject_memory *m, LLVMValueRef call);

#endif
