/*
 * buffer-overflow: what copies or sets n bytes does so with n + 1 + (random mod n); 0 bytes are left alone. strcpy copies as many bytes as its
 * source has with the NUL: those after them follow by a second copy.
 */
#include <llvm-c/Target.h>
#include <string.h>

#include "inject/memory/string.h"
#include "inject/sites/tail.h"
#include "inject/sites/type.h"
#include "inject/sites/calls.h"

enum { SIZE = 2, STRING = -1 }; /* the argument that is the length; none: that of the string in argument 1 */
enum { WITH_SIZE = 1, WITH_STRING = 2 };

static const struct {
	const char *name;
	int length;
} functions[] = {
	{ "memcpy", SIZE },
	{ "memmove", SIZE },
	{ "memset", SIZE },
	{ "__memcpy", SIZE },
	{ "__memmove", SIZE },
	{ "__memset", SIZE },
	{ "strncpy", SIZE },
	{ "strcpy", STRING },
};

static const char *const intrinsics[] = { "llvm.memcpy.p", "llvm.memmove.p", "llvm.memset.p" };

/* The forms that must stay inline (`llvm.memcpy.inline`) have a length that must stay a constant. */
static int is_intrinsic(LLVMValueRef instruction)
{
	LLVMValueRef callee = LLVMIsACallInst(instruction) ? LLVMIsAFunction(LLVMGetCalledValue(instruction)) : NULL;
	const char *name;
	size_t n;

	if (!callee || !LLVMGetIntrinsicID(callee))
		return 0;
	name = LLVMGetValueName2(callee, &n);
	for (size_t i = 0; i < sizeof(intrinsics) / sizeof(intrinsics[0]); i++)
		if (strncmp(name, intrinsics[i], strlen(intrinsics[i])) == 0)
			return 1;
	return 0;
}

static int is_plain_pointer(LLVMValueRef value)
{
	return LLVMGetTypeKind(LLVMTypeOf(value)) == LLVMPointerTypeKind &&
		LLVMGetPointerAddressSpace(LLVMTypeOf(value)) == 0;
}

/* What follows an intrinsic of constant length is written through plain pointers. */
static int is_tail_possible(LLVMValueRef intrinsic)
{
	LLVMValueRef from = LLVMGetOperand(intrinsic, 1);

	if (!LLVMIsAConstantInt(LLVMGetOperand(intrinsic, SIZE)))
		return WITH_SIZE;
	if (LLVMIsNull(LLVMGetOperand(intrinsic, SIZE)) || !is_plain_pointer(LLVMGetOperand(intrinsic, 0)))
		return 0;
	return LLVMGetTypeKind(LLVMTypeOf(from)) != LLVMPointerTypeKind || is_plain_pointer(from) ? WITH_SIZE : 0;
}

static int applies(LLVMValueRef instruction)
{
	const char *name = calls_name(instruction);

	if (is_intrinsic(instruction))
		return is_tail_possible(instruction);
	for (size_t i = 0; name && i < sizeof(functions) / sizeof(functions[0]); i++) {
		if (strcmp(functions[i].name, name) != 0)
			continue;
		if (functions[i].length == SIZE)
			return calls_has_size(instruction, SIZE);
		return LLVMGetNumArgOperands(instruction) == 2 && is_plain_pointer(LLVMGetOperand(instruction, 0)) &&
				is_plain_pointer(LLVMGetOperand(instruction, 1))
			? WITH_STRING
			: 0;
	}
	return 0;
}

/* 1 + (random mod LENGTH) where the candidate acts and LENGTH is not 0; else 0. */
static LLVMValueRef too_much(struct inject_rewrite *r, LLVMValueRef length)
{
	LLVMTypeRef type = LLVMTypeOf(length);
	LLVMValueRef zero = LLVMConstNull(type), below = calls_random_below(r, length), some;

	some = LLVMBuildAnd(r->builder, r->acts, LLVMBuildICmp(r->builder, LLVMIntNE, length, zero, ""), "kmend.some");
	below = LLVMBuildAdd(r->builder, below, LLVMConstInt(type, 1, 0), "");
	return LLVMBuildSelect(r->builder, some, below, zero, "kmend.more");
}

static LLVMTypeRef size_type(LLVMValueRef call)
{
	LLVMModuleRef module = LLVMGetGlobalParent(LLVMGetBasicBlockParent(LLVMGetInstructionParent(call)));

	return LLVMIntPtrTypeInContext(LLVMGetModuleContext(module), LLVMGetModuleDataLayout(module));
}

/* The call stays, and what is too much follows. The length is measured before: what the call writes can be its source too. */
static void rewrite_with_tail(struct inject_rewrite *r, LLVMValueRef call, int string)
{
	LLVMModuleRef module = LLVMGetGlobalParent(LLVMGetBasicBlockParent(LLVMGetInstructionParent(call)));
	LLVMValueRef to = LLVMGetOperand(call, 0), from = LLVMGetOperand(call, 1), n, more;

	n = string ? inject_memory_string_bytes(module, r->builder, from) : LLVMGetOperand(call, SIZE);
	n = LLVMBuildIntCast2(r->builder, n, size_type(call), 0, "kmend.length");
	more = too_much(r, n);
	inject_rewrite_after(r, call);
	inject_tail_build(r->builder, to, from, n, more);
}

/* Where the compiler has made instructions of a constant length there may be no function that could be called with another one. */
static void rewrite(struct inject_rewrite *r, LLVMValueRef call)
{
	LLVMValueRef length = r->found == WITH_STRING ? NULL : LLVMGetOperand(call, SIZE);

	if (!length || (is_intrinsic(call) && LLVMIsAConstantInt(length))) {
		rewrite_with_tail(r, call, !length);
		return;
	}
	LLVMSetOperand(call, SIZE, LLVMBuildAdd(r->builder, length, too_much(r, length), "kmend.length"));
}

const struct inject_type inject_type_buffer_overflow = {
	.number = KMEND_FAULT_BUFFER_OVERFLOW, .applies = applies, .rewrite = rewrite
};
