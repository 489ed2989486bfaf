/*
 * Recovery instrumentation for the OSIRIS runtime (paper IV-C): before memory changes, the undo log gets its old
 * contents. In front of every store, atomic operation, memory intrinsic and call of a known writer goes
 *     void __kmend_log_store(void *address, uint64_t bytes)
 * Runs after the fault sites, so that a fault's own store is not logged but everything that a site leads to is.
 */
#ifndef KMEND_INJECT_OSIRIS_OSIRIS_H
#define KMEND_INJECT_OSIRIS_OSIRIS_H

#include <llvm-c/Core.h>
#include <stdint.h>

#include "inject/settings.h"

struct inject_osiris_count {
	uint32_t functions, left_alone;
	uint32_t stores, atomics, intrinsics, writers, asm_outputs; /* logged */
	uint32_t own;          /* not logged: provably the function's own variable */
	uint32_t asm_unseen;   /* inline assembly that can write memory which its operands do not name */
	uint32_t other_unseen; /* stores under a mask of unusual kinds */
};

/* Instruments every function of MODULE but those annotated "kmend.nolog". -1 after a message on stderr. */
int inject_osiris_run(LLVMModuleRef module, const struct inject_settings *settings, struct inject_osiris_count *count);

/* One line for people on stderr: what was logged, and what is not seen. */
void inject_osiris_print(const char *unit, const struct inject_osiris_count *count);

#endif
