/*
 * Loads, atomic operations, the source of copies, loads under a mask (each lane for itself), the memory operands of inline
 * assembly, and calls of functions that are known to read.
 */
#include "inject/memory/read.h"

#include <string.h>

#include "inject/memory/object.h"
#include "inject/memory/rmw.h"
#include "inject/memory/string.h"
#include "inject/memory/write.h"

/* Name, argument with the address, argument with the size (-1: as long as the string there). */
static const struct {
	const char *name;
	unsigned pointer;
	int size;
} readers[] = {
	{ "memcpy", 1, 2 },
	{ "memmove", 1, 2 },
	{ "mempcpy", 1, 2 },
	{ "bcopy", 0, 2 },
	{ "__memcpy", 1, 2 },
	{ "__memmove", 1, 2 },
	{ "__memcpy_chk", 1, 2 },
	{ "__memmove_chk", 1, 2 },
	{ "memcmp", 0, 2 },
	{ "memcmp", 1, 2 },
	{ "bcmp", 0, 2 },
	{ "bcmp", 1, 2 },
	{ "strcpy", 1, -1 },
	{ "stpcpy", 1, -1 },
	{ "strlen", 0, -1 },
	{ "strcmp", 0, -1 },
	{ "strcmp", 1, -1 },
};

static int is_constant(LLVMValueRef address)
{
	while (LLVMIsAGetElementPtrInst(address) ||
		(LLVMIsAConstantExpr(address) && LLVMGetConstOpcode(address) == LLVMGetElementPtr))
		address = LLVMGetOperand(address, 0);
	return LLVMIsAGlobalVariable(address) && LLVMIsGlobalConstant(address);
}

static void show(struct inject_memory *m, LLVMValueRef instruction, LLVMValueRef address, LLVMValueRef bytes)
{
	struct inject_access access = { .instruction = instruction, .address = address, .bytes = bytes };
	LLVMValueRef constant = LLVMIsAConstantInt(bytes);
	uint64_t room;
	int own;

	if (LLVMGetPointerAddressSpace(LLVMTypeOf(address)) != 0) {
		m->count.unseen_spaces++;
		return;
	}
	if (is_constant(address))
		return;
	room = inject_memory_room(m, address, &own);
	access.own = own && constant && LLVMConstIntGetZExtValue(constant) <= room;
	if (access.own)
		m->count.own++;
	else
		m->count.reads++;
	inject_memory_stand(m, instruction);
	m->read(m, &access);
}

static void show_fixed(struct inject_memory *m, LLVMValueRef instruction, LLVMValueRef address, LLVMTypeRef type)
{
	LLVMTypeRef i64 = LLVMInt64TypeInContext(LLVMGetModuleContext(m->module));

	show(m, instruction, address, LLVMConstInt(i64, LLVMStoreSizeOfType(m->layout, type), 0));
}

static void show_bytes(struct inject_memory *m, LLVMValueRef instruction, LLVMValueRef address, unsigned bytes)
{
	LLVMTypeRef i64 = LLVMInt64TypeInContext(LLVMGetModuleContext(m->module));

	show(m, instruction, address, LLVMConstInt(i64, bytes, 0));
}

/* What comes of a counter makes nobody depend on who counted before (Akeso 5.2). */
static int is_counter(LLVMValueRef i)
{
	LLVMAtomicRMWBinOp how = LLVMIsAAtomicRMWInst(i) ? LLVMGetAtomicRMWBinOp(i) : LLVMAtomicRMWBinOpXchg;

	return (how == LLVMAtomicRMWBinOpAdd || how == LLVMAtomicRMWBinOpSub) &&
		LLVMGetIntTypeWidth(LLVMTypeOf(i)) <= 64;
}

/* Each operand "=*m", "+*m" (as an output and a tied input) or "*m": what can be written can be read, an output at the least by chance. */
static void visit_asm(struct inject_memory *m, LLVMValueRef call)
{
	unsigned kind = LLVMGetEnumAttributeKindForName("elementtype", 11), argument = 0;
	size_t n;
	const char *c = LLVMGetInlineAsmConstraintString(LLVMGetCalledValue(call), &n);

	for (size_t i = 0; i < n; i++) {
		const char *comma = memchr(c + i, ',', n - i);
		size_t length = comma ? (size_t)(comma - c) - i : n - i;
		int output = length && c[i] == '=', indirect = length && memchr(c + i, '*', length) != NULL;
		int label = length && c[i] == '!', clobber = length && c[i] == '~';

		if (indirect && !output && argument < LLVMGetNumArgOperands(call)) {
			LLVMAttributeRef a =
				LLVMGetCallSiteEnumAttribute(call, (LLVMAttributeIndex)(argument + 1), kind);
			LLVMTypeRef type = a ? LLVMGetTypeAttributeValue(a) : NULL;

			if (type && LLVMTypeIsSized(type))
				show_fixed(m, call, LLVMGetOperand(call, argument), type);
			else
				m->count.unseen_reads++;
		}
		if (clobber && length == strlen("~{memory}") && memcmp(c + i, "~{memory}", length) == 0)
			m->count.unseen_reads++;
		if (!clobber && !label && (!output || indirect))
			argument++;
		i += length;
	}
}

/* llvm.masked.load(pointer, alignment, mask, otherwise), llvm.masked.gather(pointers, alignment, mask, otherwise) */
static void visit_masked(struct inject_memory *m, LLVMValueRef call, int gather)
{
	LLVMContextRef context = LLVMGetModuleContext(m->module);
	LLVMTypeRef i32 = LLVMInt32TypeInContext(context), i64 = LLVMInt64TypeInContext(context);
	LLVMTypeRef vector = LLVMTypeOf(call), type;

	if (LLVMGetTypeKind(vector) != LLVMVectorTypeKind) {
		m->count.unseen_reads++;
		return;
	}
	type = LLVMGetElementType(vector);
	for (unsigned i = 0; i < LLVMGetVectorSize(vector); i++) {
		LLVMValueRef lane = LLVMConstInt(i32, i, 0), index = LLVMConstInt(i64, i, 0), address, bytes, set;

		inject_memory_stand(m, call);
		address = gather ? LLVMBuildExtractElement(m->builder, LLVMGetOperand(call, 0), lane, "")
				 : LLVMBuildGEP2(m->builder, type, LLVMGetOperand(call, 0), &index, 1, "");
		set = LLVMBuildExtractElement(m->builder, LLVMGetOperand(call, 2), lane, "");
		bytes = LLVMConstInt(i64, LLVMStoreSizeOfType(m->layout, type), 0);
		bytes = LLVMBuildSelect(m->builder, set, bytes, LLVMConstInt(i64, 0, 0), "");
		show(m, call, address, bytes);
	}
}

static int starts(const char *name, const char *with)
{
	return strncmp(name, with, strlen(with)) == 0;
}

static void visit_intrinsic(struct inject_memory *m, LLVMValueRef call, const char *name)
{
	if (starts(name, "llvm.memcpy.") || starts(name, "llvm.memmove."))
		show(m, call, LLVMGetOperand(call, 1), LLVMGetOperand(call, 2));
	else if (starts(name, "llvm.masked.load.") || starts(name, "llvm.masked.gather."))
		visit_masked(m, call, starts(name, "llvm.masked.gather."));
	else if (starts(name, "llvm.masked.expandload") || starts(name, "llvm.vp.load") ||
		starts(name, "llvm.vp.gather"))
		m->count.unseen_reads++;
}

static int has_kind(LLVMValueRef call, unsigned number, LLVMTypeKind kind)
{
	return number < LLVMGetNumArgOperands(call) &&
		LLVMGetTypeKind(LLVMTypeOf(LLVMGetOperand(call, number))) == kind;
}

static void visit_reader(struct inject_memory *m, LLVMValueRef call, const char *name)
{
	for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++) {
		LLVMValueRef address, bytes;
		int size = readers[i].size;

		if (strcmp(readers[i].name, name) != 0 || !has_kind(call, readers[i].pointer, LLVMPointerTypeKind) ||
			(size >= 0 && !has_kind(call, (unsigned)size, LLVMIntegerTypeKind)))
			continue;
		address = LLVMGetOperand(call, readers[i].pointer);
		if (size < 0 && LLVMGetPointerAddressSpace(LLVMTypeOf(address)) != 0)
			continue;
		inject_memory_stand(m, call);
		bytes = size < 0 ? inject_memory_string_bytes(m->module, m->builder, address)
				 : LLVMGetOperand(call, (unsigned)size);
		show(m, call, address, bytes);
	}
}

static void visit_call(struct inject_memory *m, LLVMValueRef call)
{
	LLVMValueRef callee = LLVMGetCalledValue(call);
	size_t n;

	if (LLVMIsAInlineAsm(callee) && inject_memory_rmw_read(m, call, show_bytes))
		return;
	if (LLVMIsAInlineAsm(callee))
		visit_asm(m, call);
	else if (LLVMIsAFunction(callee) && LLVMGetIntrinsicID(callee))
		visit_intrinsic(m, call, LLVMGetValueName2(callee, &n));
	else if (LLVMIsAFunction(callee))
		visit_reader(m, call, LLVMGetValueName2(callee, &n));
}

void inject_memory_reads(struct inject_memory *m, LLVMValueRef i)
{
	if (!m->read)
		return;
	switch (LLVMGetInstructionOpcode(i)) {
	case LLVMLoad:
		show_fixed(m, i, LLVMGetOperand(i, 0), LLVMTypeOf(i));
		break;
	case LLVMAtomicRMW:
	case LLVMAtomicCmpXchg:
		if (is_counter(i))
			break;
		show_fixed(m, i, LLVMGetOperand(i, 0), LLVMTypeOf(LLVMGetOperand(i, 1)));
		break;
	case LLVMCall:
	case LLVMCallBr:
	case LLVMInvoke:
		visit_call(m, i);
		break;
	default:
		break;
	}
}
