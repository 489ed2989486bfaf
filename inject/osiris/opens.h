/*
 * Where a window may have been opened since a function was entered. A window opens in calls of the runtime alone (a checkpoint at the top of the
 * loop, a thread that goes on), so only calls count; and what a function of another unit does is not known.
 */
#ifndef KMEND_INJECT_OSIRIS_OPENS_H
#define KMEND_INJECT_OSIRIS_OPENS_H

#include <stddef.h>

#include "inject/memory/memory.h"
#include "inject/osiris/plan.h"

/* The functions of a unit in which none opens, whatever they call. */
struct inject_osiris_steady {
	LLVMValueRef *functions;
	size_t count;
};

/* Of the unit as it is before anything is added. -1: no memory. To be released. */
int inject_osiris_steady_find(struct inject_osiris_steady *steady, const struct inject_memory *memory);
void inject_osiris_steady_release(struct inject_osiris_steady *steady);

/* Sets `opened` of the groups of PLAN, the one of FUNCTION, before anything is emitted. -1: no memory. */
int inject_osiris_opens(const struct inject_osiris_steady *steady, const struct inject_memory *memory,
	LLVMValueRef function, struct inject_osiris_plan *plan);

#endif
