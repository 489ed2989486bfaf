/*
 * Recovery instrumentation for the OSIRIS runtime (paper IV-C and IV-D): before memory changes, the undo log gets its old contents. How,
 * is the level, KMEND_LOG:
 *     always   in front of every write a call: void __kmend_log_store(void *address, uint64_t bytes)
 *     checked  stores of a known size are appended in place, behind a look at the window (emit.h)
 *     cloned   every function exists twice, for the open and for the closed window, and the choice is made where it is entered
 * Other writes, at every level, are a call; where less may be written than there is room it is
 *     void __kmend_log_room(void *address, uint64_t room)
 *
 * The version for the open window appends without looking. When the window was closed in a call meanwhile, the entries
 * mean nothing and are forgotten with the others when the next one opens. The version for the closed window leaves a store out only
 * where no window can have been opened since the function was entered (opens.h); after a call that may have done so it looks.
 *
 * Only writes that provably hit the function's own variables are left out, and, inside one block without calls, bytes that the same
 * group has told already.
 */
#include <stdio.h>
#include <stdlib.h>

#include "inject/annotations.h"
#include "inject/memory/memory.h"
#include "inject/osiris/clone.h"
#include "inject/osiris/emit.h"
#include "inject/osiris/opens.h"
#include "inject/runtime.h"
#include "inject/sites/place.h"
#include "inject/sites/surgery.h"

struct pass {
	struct inject_memory memory;
	struct inject_osiris_steady steady;
	struct inject_osiris_plan plan; /* of the function that is visited */
};

/* ---- always ---- */

static void call_at_once(struct inject_memory *m, const struct inject_access *access)
{
	const struct inject_osiris_call call = { access->instruction, access->address, access->bytes, access->at_most };

	if (!access->own)
		inject_osiris_emit_call(m, &call);
}

/* ---- checked, cloned ---- */

static void note(struct inject_memory *m, const struct inject_access *access)
{
	struct pass *pass = m->context;

	if (!access->own)
		inject_osiris_plan_add(&pass->plan, m, access);
}

/* Nothing is added to FUNCTION yet, but for what computes sizes. */
static int make_plan(struct pass *pass, LLVMValueRef function)
{
	inject_memory_visit(&pass->memory, function);
	return inject_osiris_plan_end(&pass->plan) ||
			inject_osiris_opens(&pass->steady, &pass->memory, function, &pass->plan)
		? -1
		: 0;
}

enum version { CHECKED, OPEN, CLOSED };

static void emit(struct pass *pass, enum version version)
{
	const struct inject_osiris_plan *plan = &pass->plan;

	for (size_t i = 0; i < plan->ngroups; i++)
		inject_osiris_emit(&pass->memory, plan, &plan->groups[i],
			version == OPEN                                        ? INJECT_OSIRIS_ALWAYS
				: version == CHECKED || plan->groups[i].opened ? INJECT_OSIRIS_IN_WINDOW
									       : INJECT_OSIRIS_NEVER);
	for (size_t i = 0; i < plan->ncalls; i++)
		inject_osiris_emit_call(&pass->memory, &plan->calls[i]);
}

static int do_version(struct pass *pass, LLVMValueRef function, enum version version)
{
	int result = make_plan(pass, function);

	if (!result)
		emit(pass, version);
	inject_osiris_plan_release(&pass->plan);
	return result;
}

/* 1: in the closed window some store needs no look. */
static int pays(const struct inject_osiris_plan *plan)
{
	for (size_t i = 0; i < plan->ngroups; i++)
		if (!plan->groups[i].opened)
			return 1;
	return 0;
}

static int do_both(struct pass *pass, LLVMValueRef function)
{
	const struct inject_memory_count count = pass->memory.count;
	LLVMValueRef clone = inject_osiris_clone(function);
	int result = 0;

	if (clone) {
		result = make_plan(pass, clone);
		if (!result && pays(&pass->plan)) {
			emit(pass, CLOSED);
		} else {
			inject_osiris_clone_drop(clone);
			clone = NULL;
		}
		inject_osiris_plan_release(&pass->plan);
		pass->memory.count = count; /* one function is counted once */
	}
	if (!result)
		result = do_version(pass, function, clone ? OPEN : CHECKED);
	if (clone)
		inject_osiris_clone_select(
			function, clone, inject_osiris_state(pass->memory.module, KMEND_OSIRIS_WINDOW));
	return result;
}

/* ---- all of it ---- */

static int do_function(struct pass *pass, LLVMValueRef function, uint32_t level)
{
	if (level == KMEND_LOG_ALWAYS) {
		inject_memory_visit(&pass->memory, function);
		return 0;
	}
	inject_place_hoist_allocas(function);
	inject_surgery_pin_outputs(function);
	return level == KMEND_LOG_CLONED ? do_both(pass, function) : do_version(pass, function, CHECKED);
}

/* The functions that there are before any is added. NULL: no memory. */
static LLVMValueRef *list_functions(LLVMModuleRef module, size_t *n)
{
	LLVMValueRef *all;
	size_t room = 1;

	for (LLVMValueRef f = LLVMGetFirstFunction(module); f; f = LLVMGetNextFunction(f))
		room++;
	all = calloc(room, sizeof(LLVMValueRef));
	*n = 0;
	for (LLVMValueRef f = LLVMGetFirstFunction(module); f && all; f = LLVMGetNextFunction(f))
		if (!inject_leave_alone(module, f, "kmend.nolog"))
			all[(*n)++] = f;
	return all;
}

static int run(LLVMModuleRef module, const char *unit, const struct inject_settings *settings)
{
	struct pass pass = { .memory = { .module = module, .context = &pass } };
	LLVMValueRef *functions;
	size_t n;
	int result;

	pass.memory.write = settings->log == KMEND_LOG_ALWAYS ? call_at_once : note;
	result = inject_memory_begin(&pass.memory, settings);
	functions = list_functions(module, &n);
	if (!result && (!functions || inject_osiris_steady_find(&pass.steady, &pass.memory)))
		result = -1;
	for (size_t i = 0; i < n && !result; i++)
		result = do_function(&pass, functions[i], settings->log);
	if (!result && settings->verbose)
		inject_memory_print(&pass.memory.count, unit);
	free(functions);
	inject_osiris_steady_release(&pass.steady);
	inject_memory_end(&pass.memory);
	return result;
}

const struct inject_runtime inject_runtime_osiris = { .number = KMEND_RUNTIME_OSIRIS, .run = run };
