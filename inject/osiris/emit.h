/*
 * The code of a group, before its instruction:
 *
 *     for each base that is not safe:  base near the runtime's region ?  __kmend_log_near(lowest address, bytes)
 *     INJECT_OSIRIS_IN_WINDOW:         window ?
 *         for each entry:              log[at++] = { address, eight old bytes there }
 *         at >= end ?                  __kmend_log_full()
 *
 * An entry that covers more than was stored is right: what lies beside it is put back by its own entries, which are newer where they
 * differ. An append in a closed window is right, too: nobody reads the log then, and the next window begins with an empty one.
 */
#ifndef KMEND_INJECT_OSIRIS_EMIT_H
#define KMEND_INJECT_OSIRIS_EMIT_H

#include "inject/osiris/plan.h"

enum inject_osiris_when {
	INJECT_OSIRIS_ALWAYS,    /* the window is open, most likely: append without looking */
	INJECT_OSIRIS_IN_WINDOW, /* look */
	INJECT_OSIRIS_NEVER      /* the window is closed: only the runtime's region is looked after */
};

/* The function's fixed allocas have to be hoisted before (inject/sites/place.h). */
void inject_osiris_emit(struct inject_memory *memory, const struct inject_osiris_plan *plan,
	const struct inject_osiris_group *group, enum inject_osiris_when when);

/* The call of the runtime, which looks for itself. */
void inject_osiris_emit_call(struct inject_memory *memory, const struct inject_osiris_call *call);

/* __kmend_osiris + OFFSET, of something else in the runtime's region. */
LLVMValueRef inject_osiris_state(LLVMModuleRef module, int64_t offset);

#endif
