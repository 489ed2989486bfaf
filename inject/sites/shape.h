/* The shape of a function: tells a function that was edited from one that only moved (docs/fault-sites.md, "Shape"). */
#ifndef KMEND_INJECT_SITES_SHAPE_H
#define KMEND_INJECT_SITES_SHAPE_H

#include <llvm-c/Types.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Hash of what FUNCTION's IR does: its operations, constants, types and control flow, and the names of the functions and
 * variables that it uses. Names of values and types, metadata, file names and line numbers do not count, nor does anything that
 * another function of the unit changes. To be asked before anything is added to the function.
 */
uint64_t inject_shape_hash(LLVMValueRef function);

#ifdef __cplusplus
}
#endif

#endif
