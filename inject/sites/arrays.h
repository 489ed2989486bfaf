/* What instrumented code and the guest's runtime need of a unit at run time: watch bytes, counters, the unit's record. */
#ifndef KMEND_INJECT_SITES_ARRAYS_H
#define KMEND_INJECT_SITES_ARRAYS_H

#include <llvm-c/Core.h>
#include <stddef.h>

#include "recovery-rt/include/kmend/abi.h"

#define INJECT_SECTION_BYTES 40 /* a name of the ABI and a component */

/* The name of a section of a unit: SECTION, and after a dot COMPONENT when the build names one (else NULL). */
void inject_arrays_section(char out[INJECT_SECTION_BYTES], const char *section, const char *component);

/*
 * Adds the arrays of UNIT to MODULE, zeros but for the record RECORD, where no garbage collection drops them. Returns the watch
 * bytes; NULL: no memory.
 */
LLVMValueRef inject_arrays_add(
	LLVMModuleRef module, const char *unit, const char *component, const struct kmend_unit *record);

#endif
