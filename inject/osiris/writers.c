/*
 * Calls that write memory on behalf of their caller: the memory intrinsics, and library functions known by name. Their
 * definitions may be compiled without instrumentation (the target's string functions are), so the caller logs.
 */
#include <llvm-c/DebugInfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inject/osiris/log.h"
#include "inject/sites/where.h"

/* name, argument with the address, argument with the size (-1: length of the string in the third, with its NUL) */
static const struct inject_writer known[] = {
	{ "memcpy", 0, 2, 0 },
	{ "memmove", 0, 2, 0 },
	{ "memset", 0, 2, 0 },
	{ "mempcpy", 0, 2, 0 },
	{ "memccpy", 0, 3, 0 },
	{ "bcopy", 1, 2, 0 },
	{ "bzero", 0, 1, 0 },
	{ "explicit_bzero", 0, 1, 0 },
	{ "__memcpy", 0, 2, 0 },
	{ "__memset", 0, 2, 0 },
	{ "__memmove", 0, 2, 0 },
	{ "__memcpy_chk", 0, 2, 0 },
	{ "__memset_chk", 0, 2, 0 },
	{ "__memmove_chk", 0, 2, 0 },
	{ "strcpy", 0, -1, 1 },
	{ "stpcpy", 0, -1, 1 },
	{ "strncpy", 0, 2, 0 },
	{ "stpncpy", 0, 2, 0 },
	{ "strlcpy", 0, 2, 0 },
	{ "strlcat", 0, 2, 0 },
	{ "strscpy", 0, 2, 0 },
	{ "snprintf", 0, 1, 0 },
	{ "vsnprintf", 0, 1, 0 },
};

/* One entry of KMEND_WRITERS: name:pointer:size */
static int add_writer(struct inject_osiris *o, const char *text, size_t n)
{
	struct inject_writer *w = &o->writers[o->nwriters];
	char copy[96];

	if (o->nwriters == INJECT_MAX_WRITERS || n >= sizeof(copy))
		return -1;
	memcpy(copy, text, n);
	copy[n] = 0;
	*w = (struct inject_writer){ 0 };
	if (sscanf(copy, "%47[A-Za-z0-9_.]:%u:%d", w->name, &w->pointer, &w->size) != 3 || w->size < 0)
		return -1;
	o->nwriters++;
	return 0;
}

int inject_osiris_writers(struct inject_osiris *o, const char *more)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		o->writers[o->nwriters++] = known[i];
	for (const char *p = more + strspn(more, ", "); *p; p += strspn(p, ", ")) {
		size_t n = strcspn(p, ", ");
		if (add_writer(o, p, n)) {
			fprintf(stderr, "kmend-cc: KMEND_WRITERS: '%.*s' is not name:pointer-argument:size-argument\n",
				(int)(n < 60 ? n : 60), p);
			return -1;
		}
		p += n;
	}
	return 0;
}

/* Logs SIZE bytes at ADDRESS unless they provably are the function's own. */
static int log_unless_own(
	struct inject_osiris *o, LLVMValueRef call, LLVMValueRef address, LLVMValueRef size, uint32_t *counter)
{
	if (LLVMIsAConstantInt(size) && inject_osiris_is_own(o, address, LLVMConstIntGetZExtValue(size))) {
		o->count->own++;
		return 1;
	}
	inject_osiris_log(o, call, address, size);
	(*counter)++;
	return 1;
}

static int starts(const char *text, size_t n, const char *with)
{
	return n >= strlen(with) && memcmp(text, with, strlen(with)) == 0;
}

static int log_intrinsic(struct inject_osiris *o, LLVMValueRef call, const char *name, size_t n)
{
	if (starts(name, n, "llvm.memcpy.") || starts(name, n, "llvm.memmove.") || starts(name, n, "llvm.memset."))
		return log_unless_own(o, call, LLVMGetOperand(call, 0), LLVMGetOperand(call, 2), &o->count->intrinsics);
	return inject_osiris_masked(o, call, name);
}

/* The bytes that strcpy-like functions write: strlen(source) + 1, measured before the call. */
static LLVMValueRef string_bytes(struct inject_osiris *o, LLVMValueRef call, LLVMValueRef source)
{
	LLVMContextRef context = LLVMGetModuleContext(o->module);
	LLVMTypeRef size_type = LLVMIntPtrTypeInContext(context, o->layout);
	LLVMTypeRef pointer = LLVMTypeOf(source), type = LLVMFunctionType(size_type, &pointer, 1, 0);
	LLVMValueRef strlen_function = LLVMGetNamedFunction(o->module, "strlen"), length;

	if (!strlen_function)
		strlen_function = LLVMAddFunction(o->module, "strlen", type);
	LLVMPositionBuilderBefore(o->builder, call);
	length = LLVMBuildCall2(o->builder, type, strlen_function, &source, 1, "");
	LLVMInstructionSetDebugLoc(length, inject_where_location(call));
	return LLVMBuildAdd(o->builder, length, LLVMConstInt(size_type, 1, 0), "");
}

int inject_osiris_call(struct inject_osiris *o, LLVMValueRef call)
{
	LLVMValueRef callee = LLVMIsAFunction(LLVMGetCalledValue(call));
	unsigned arguments = LLVMGetNumArgOperands(call);
	const char *name;
	size_t n;

	if (!callee)
		return 0;
	name = LLVMGetValueName2(callee, &n);
	if (LLVMGetIntrinsicID(callee))
		return log_intrinsic(o, call, name, n);
	for (unsigned i = 0; i < o->nwriters; i++) {
		const struct inject_writer *w = &o->writers[i];
		LLVMValueRef size;

		if (strcmp(w->name, name) != 0)
			continue;
		if (w->pointer >= arguments || (w->size >= 0 ? (unsigned)w->size : w->source) >= arguments)
			return 0;
		if (LLVMGetTypeKind(LLVMTypeOf(LLVMGetOperand(call, w->pointer))) != LLVMPointerTypeKind)
			return 0;
		size = w->size >= 0 ? LLVMGetOperand(call, (unsigned)w->size)
				    : string_bytes(o, call, LLVMGetOperand(call, w->source));
		if (LLVMGetTypeKind(LLVMTypeOf(size)) != LLVMIntegerTypeKind)
			return 0;
		return log_unless_own(o, call, LLVMGetOperand(call, w->pointer), size, &o->count->writers);
	}
	return 0;
}
