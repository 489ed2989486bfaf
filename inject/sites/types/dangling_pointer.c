/* dangling-pointer: an allocation of n bytes gets (random mod n) bytes, of 0 bytes it is left alone. What the caller writes beyond is not its own. */
#include "inject/sites/type.h"
#include "inject/sites/calls.h"

static int applies(const struct inject_around *around, LLVMValueRef instruction)
{
	const char *name = calls_name(instruction);
	int size = name ? inject_library_allocates(around->library, name) : -1;

	return size >= 0 && calls_has_size(instruction, (unsigned)size) ? size + 1 : 0;
}

static void rewrite(struct inject_rewrite *r, LLVMValueRef instruction)
{
	unsigned argument = (unsigned)r->found - 1;
	LLVMValueRef size = LLVMGetOperand(instruction, argument);

	inject_rewrite_operand(r, instruction, argument, calls_random_below(r, size));
}

const struct inject_type inject_type_dangling_pointer = {
	.number = KMEND_FAULT_DANGLING_POINTER, .applies_in = applies, .rewrite = rewrite
};
