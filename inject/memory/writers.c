/*
 * Calls that write memory on behalf of their caller: the memory intrinsics, and library functions known by name. Their
 * definitions may be compiled without instrumentation (the target's string functions are), so the caller logs.
 */
#include "inject/memory/writers.h"

#include <stdio.h>
#include <string.h>

#include "inject/memory/masked.h"
#include "inject/memory/object.h"
#include "inject/memory/string.h"
#include "inject/memory/write.h"

/*
 * Name, argument with the address, argument with the size (-1: length of the string in the next, with its NUL), whether the size
 * is only how much room there is.
 */
static const struct inject_writer known[] = {
	{ "memcpy", 0, 2, 0, 0 },
	{ "memmove", 0, 2, 0, 0 },
	{ "memset", 0, 2, 0, 0 },
	{ "mempcpy", 0, 2, 0, 0 },
	{ "memccpy", 0, 3, 0, 1 },
	{ "bcopy", 1, 2, 0, 0 },
	{ "bzero", 0, 1, 0, 0 },
	{ "explicit_bzero", 0, 1, 0, 0 },
	{ "__memcpy", 0, 2, 0, 0 },
	{ "__memset", 0, 2, 0, 0 },
	{ "__memmove", 0, 2, 0, 0 },
	{ "__kmend_tail_copy", 0, 2, 0, 0 }, /* inject/sites/tail.h */
	{ "__kmend_tail_set", 0, 2, 0, 0 },
	{ "__memcpy_chk", 0, 2, 0, 0 },
	{ "__memset_chk", 0, 2, 0, 0 },
	{ "__memmove_chk", 0, 2, 0, 0 },
	{ "strcpy", 0, -1, 1, 0 },
	{ "stpcpy", 0, -1, 1, 0 },
	{ "strncpy", 0, 2, 0, 0 },
	{ "stpncpy", 0, 2, 0, 0 },
	{ "strlcpy", 0, 2, 0, 1 },
	{ "strlcat", 0, 2, 0, 1 },
	{ "strscpy", 0, 2, 0, 1 },
	{ "snprintf", 0, 1, 0, 1 },
	{ "vsnprintf", 0, 1, 0, 1 },
};

/* One entry of KMEND_WRITERS: name:pointer:size */
static int add_writer(struct inject_memory *m, const char *text, size_t n)
{
	struct inject_writer *w = &m->writers[m->nwriters];
	char copy[96];

	if (m->nwriters == INJECT_MAX_WRITERS || n >= sizeof(copy))
		return -1;
	memcpy(copy, text, n);
	copy[n] = 0;
	*w = (struct inject_writer){ 0 };
	if (sscanf(copy, "%47[A-Za-z0-9_.]:%u:%d", w->name, &w->pointer, &w->size) != 3 || w->size < 0)
		return -1;
	m->nwriters++;
	return 0;
}

int inject_memory_writers(struct inject_memory *m, const char *more)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		m->writers[m->nwriters++] = known[i];
	for (const char *p = more + strspn(more, ", "); *p; p += strspn(p, ", ")) {
		size_t n = strcspn(p, ", ");
		if (add_writer(m, p, n)) {
			fprintf(stderr, "kmend-cc: KMEND_WRITERS: '%.*s' is not name:pointer-argument:size-argument\n",
				(int)(n < 60 ? n : 60), p);
			return -1;
		}
		p += n;
	}
	return 0;
}

static int starts(const char *text, size_t n, const char *with)
{
	return n >= strlen(with) && memcmp(text, with, strlen(with)) == 0;
}

/*
 * What the compiler writes for a builtin: a list of arguments (four words of two sizes where arguments travel in registers, else a pointer),
 * and what __builtin_setjmp() keeps, five words at most. 0: it is none of these.
 */
static uint64_t builtin_bytes(const struct inject_memory *m, const char *name, size_t n)
{
	uint64_t word = LLVMPointerSize(m->layout);

	if (starts(name, n, "llvm.va_start") || starts(name, n, "llvm.va_copy"))
		return word == 8 ? 24 : word;
	return starts(name, n, "llvm.eh.sjlj.setjmp") ? 5 * word : 0;
}

static void visit_intrinsic(struct inject_memory *m, LLVMValueRef call, const char *name, size_t n)
{
	uint64_t bytes = builtin_bytes(m, name, n);

	if (bytes) {
		inject_memory_write_fixed(m, call, LLVMGetOperand(call, 0), bytes, &m->count.intrinsics);
		return;
	}
	if (!starts(name, n, "llvm.memcpy.") && !starts(name, n, "llvm.memmove.") && !starts(name, n, "llvm.memset.")) {
		inject_memory_masked(m, call, name);
		return;
	}
	inject_memory_write(m,
		(struct inject_access){
			.instruction = call, .address = LLVMGetOperand(call, 0), .bytes = LLVMGetOperand(call, 2) },
		&m->count.intrinsics);
}

static LLVMTypeKind argument_kind(LLVMValueRef call, unsigned number)
{
	return number < LLVMGetNumArgOperands(call) ? LLVMGetTypeKind(LLVMTypeOf(LLVMGetOperand(call, number)))
						    : LLVMVoidTypeKind;
}

/* No more than the variable has that the room is in: a size argument may be larger than what there is. */
static LLVMValueRef cut_to_object(struct inject_memory *m, LLVMValueRef address, LLVMValueRef room)
{
	LLVMTypeRef type = LLVMTypeOf(room);
	int own;
	uint64_t there = inject_memory_room(m, address, &own);
	LLVMValueRef most;

	if (there >= (LLVMGetIntTypeWidth(type) >= 64 ? UINT64_MAX : (1ull << LLVMGetIntTypeWidth(type)) - 1))
		return room;
	most = LLVMConstInt(type, there, 0);
	return LLVMBuildSelect(m->builder, LLVMBuildICmp(m->builder, LLVMIntULT, room, most, ""), room, most, "");
}

static void visit_writer(struct inject_memory *m, LLVMValueRef call, const struct inject_writer *w)
{
	int string = w->size < 0;
	struct inject_access access = { .instruction = call, .at_most = w->at_most };

	if (argument_kind(call, w->pointer) != LLVMPointerTypeKind ||
		argument_kind(call, string ? w->source : (unsigned)w->size) !=
			(string ? LLVMPointerTypeKind : LLVMIntegerTypeKind)) {
		m->count.unseen_writers++;
		return;
	}
	access.address = LLVMGetOperand(call, w->pointer);
	if (string && LLVMGetPointerAddressSpace(LLVMTypeOf(LLVMGetOperand(call, w->source))) != 0) {
		m->count.unseen_spaces++;
		return;
	}
	inject_memory_stand(m, call);
	access.bytes = string ? inject_memory_string_bytes(m->module, m->builder, LLVMGetOperand(call, w->source))
			      : LLVMGetOperand(call, (unsigned)w->size);
	if (w->at_most)
		access.bytes = cut_to_object(m, access.address, access.bytes);
	inject_memory_write(m, access, &m->count.writers);
}

void inject_memory_call(struct inject_memory *m, LLVMValueRef call)
{
	LLVMValueRef callee = LLVMIsAFunction(LLVMGetCalledValue(call));
	const char *name;
	size_t n;

	if (!callee)
		return;
	name = LLVMGetValueName2(callee, &n);
	if (LLVMGetIntrinsicID(callee)) {
		visit_intrinsic(m, call, name, n);
		return;
	}
	for (unsigned i = 0; i < m->nwriters; i++)
		if (strcmp(m->writers[i].name, name) == 0) {
			visit_writer(m, call, &m->writers[i]);
			return;
		}
}
