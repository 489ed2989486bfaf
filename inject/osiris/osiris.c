/*
 * Recovery instrumentation for the OSIRIS runtime (paper IV-C): before memory changes, the undo log gets its old contents. In
 * front of every write goes one of
 *     void __kmend_log_store(void *address, uint64_t bytes)
 *     void __kmend_log_room(void *address, uint64_t room)      what is written may be less
 * Only writes that provably hit the function's own variables are left out: no elimination of "duplicate" stores, which is
 * wrong as soon as a window opens or closes between them.
 */
#include <stdio.h>

#include "inject/annotations.h"
#include "inject/call.h"
#include "inject/memory/memory.h"
#include "inject/runtime.h"

static void log_write(struct inject_memory *m, const struct inject_access *access)
{
	LLVMContextRef context = LLVMGetModuleContext(m->module);
	LLVMTypeRef i64 = LLVMInt64TypeInContext(context);
	LLVMTypeRef parameters[2] = { LLVMPointerTypeInContext(context, 0), i64 };
	LLVMTypeRef type = LLVMFunctionType(LLVMVoidTypeInContext(context), parameters, 2, 0);
	LLVMValueRef arguments[2] = { access->address, NULL };
	LLVMValueRef function;

	if (access->own)
		return;
	arguments[1] = LLVMBuildIntCast2(m->builder, access->bytes, i64, 0, "");
	function = inject_call_declare(m->module, access->at_most ? "__kmend_log_room" : "__kmend_log_store", type);
	inject_call_build(m->builder, function, type, arguments, 2);
}

static int run(LLVMModuleRef module, const char *unit, const struct inject_settings *settings)
{
	struct inject_memory memory = { .module = module, .write = log_write };
	int result = inject_memory_begin(&memory, settings);

	for (LLVMValueRef f = LLVMGetFirstFunction(module); f && !result; f = LLVMGetNextFunction(f))
		if (!inject_leave_alone(module, f, "kmend.nolog"))
			inject_memory_visit(&memory, f);
	if (!result && settings->verbose)
		inject_memory_print(&memory.count, unit);
	inject_memory_end(&memory);
	return result;
}

const struct inject_runtime inject_runtime_osiris = { .number = KMEND_RUNTIME_OSIRIS, .run = run };
