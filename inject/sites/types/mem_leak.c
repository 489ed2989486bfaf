/* mem-leak: a call of a function that releases memory does nothing. Who uses its result reads 0. */
#include "inject/sites/surgery.h"
#include "inject/sites/type.h"
#include "inject/sites/calls.h"

static int applies(const struct inject_around *around, LLVMValueRef instruction)
{
	const char *name = calls_name(instruction);

	return name && inject_library_releases(around->library, name);
}

static void rewrite(struct inject_rewrite *r, LLVMValueRef instruction)
{
	inject_surgery_leave_out(instruction, r->acts);
}

const struct inject_type inject_type_mem_leak = {
	.number = KMEND_FAULT_MEM_LEAK, .applies_in = applies, .rewrite = rewrite
};
