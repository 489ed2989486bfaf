#include "inject/memory/rmw.h"

#include "inject/memory/write.h"

struct inject_rmw inject_rmw_find(LLVMValueRef call)
{
	struct inject_rmw_text text;
	struct inject_rmw rmw = { INJECT_RMW_NONE };
	LLVMValueRef callee = LLVMGetCalledValue(call);
	size_t n;
	const char *c = LLVMGetInlineAsmAsmString(callee, &n);
	struct inject_operand memory, value = { 0 };

	if (!inject_rmw_text(c, n, &text))
		return rmw;
	c = LLVMGetInlineAsmConstraintString(callee, &n);
	memory = inject_rmw_operand(c, n, text.memory);
	if (memory.argument < 0 || !memory.is_indirect || (unsigned)memory.argument >= LLVMGetNumArgOperands(call))
		return rmw;
	rmw.constant = text.constant;
	if (text.value >= 0) {
		value = inject_rmw_operand(c, n, (unsigned)text.value);
		if (value.argument < 0 || value.is_indirect || (unsigned)value.argument >= LLVMGetNumArgOperands(call))
			return rmw;
		rmw.value = LLVMGetOperand(call, (unsigned)value.argument);
		if (LLVMGetTypeKind(LLVMTypeOf(rmw.value)) != LLVMIntegerTypeKind)
			return rmw;
	}
	rmw.address = LLVMGetOperand(call, (unsigned)memory.argument);
	rmw.bytes = text.bytes;
	rmw.is_read =
		LLVMGetTypeKind(LLVMTypeOf(call)) != LLVMVoidTypeKind || LLVMGetInstructionOpcode(call) == LLVMCallBr;
	rmw.kind = text.kind;
	return rmw;
}

static LLVMTypeRef integer(struct inject_memory *m, unsigned bits)
{
	return LLVMIntTypeInContext(LLVMGetModuleContext(m->module), bits);
}

static LLVMValueRef constant(struct inject_memory *m, uint64_t value)
{
	return LLVMConstInt(integer(m, 64), value, 0);
}

/* The value as the instruction takes it, `bytes` wide, in 64 bits. */
static LLVMValueRef value_of(struct inject_memory *m, const struct inject_rmw *rmw, int is_signed)
{
	LLVMValueRef value;

	if (!rmw->value)
		return constant(m, (uint64_t)rmw->constant);
	value = LLVMBuildIntCast2(m->builder, rmw->value, integer(m, 8 * rmw->bytes), 1, "");
	return LLVMBuildIntCast2(m->builder, value, integer(m, 64), is_signed, "");
}

/* From the operand to the word, or with SHIFT 3 to the byte, that a bit with this index is in. */
static LLVMValueRef place_of(struct inject_memory *m, const struct inject_rmw *rmw, LLVMValueRef index, unsigned shift)
{
	LLVMValueRef offset = LLVMBuildAShr(m->builder, index, constant(m, shift), "");

	if (shift > 3)
		offset = LLVMBuildMul(m->builder, offset, constant(m, rmw->bytes), "");
	return LLVMBuildGEP2(m->builder, integer(m, 8), rmw->address, &offset, 1, "");
}

/* A counter is no value that anybody reads (Akeso 5.2), and a bit only where something comes of it. */
static int shows_read(const struct inject_rmw *rmw)
{
	return rmw->is_read && rmw->kind != INJECT_RMW_ADD && rmw->kind != INJECT_RMW_SUB;
}

int inject_memory_rmw(struct inject_memory *m, LLVMValueRef call)
{
	struct inject_rmw rmw = inject_rmw_find(call);
	struct inject_access access = { .instruction = call, .address = rmw.address, .reads = !shows_read(&rmw) };
	LLVMValueRef value;

	if (rmw.kind == INJECT_RMW_NONE)
		return 0;
	inject_memory_stand(m, call);
	access.bytes = constant(m, rmw.bytes);
	value = value_of(m, &rmw, rmw.kind != INJECT_RMW_OR);
	switch (rmw.kind) {
	case INJECT_RMW_SUB:
		access.added = LLVMBuildNeg(m->builder, value, "");
		break;
	case INJECT_RMW_ADD:
		access.added = value;
		break;
	case INJECT_RMW_AND:
		access.bits = LLVMBuildNot(m->builder, value, "");
		break;
	case INJECT_RMW_INDEX:
		access.address = place_of(m, &rmw, value, rmw.bytes == 8 ? 6 : 5);
		value = LLVMBuildAnd(m->builder, value, constant(m, 8 * rmw.bytes - 1), "");
		access.bits = LLVMBuildShl(m->builder, constant(m, 1), value, "");
		break;
	default:
		access.bits = value;
	}
	inject_memory_write(m, access, &m->count.asm_outputs);
	return 1;
}

int inject_memory_rmw_read(struct inject_memory *m, LLVMValueRef call,
	void (*show)(struct inject_memory *, LLVMValueRef, LLVMValueRef, unsigned))
{
	struct inject_rmw rmw = inject_rmw_find(call);

	if (rmw.kind == INJECT_RMW_NONE)
		return 0;
	if (!shows_read(&rmw))
		return 1;
	inject_memory_stand(m, call);
	if (rmw.kind == INJECT_RMW_INDEX)
		show(m, call, place_of(m, &rmw, value_of(m, &rmw, 1), 3), 1);
	else
		show(m, call, rmw.address, rmw.bytes);
	return 1;
}

void inject_memory_rmw_atomic(struct inject_memory *m, LLVMValueRef atomic, struct inject_access *access)
{
	LLVMValueRef value = LLVMGetOperand(atomic, 1);

	if (LLVMGetTypeKind(LLVMTypeOf(value)) != LLVMIntegerTypeKind || LLVMGetIntTypeWidth(LLVMTypeOf(value)) > 64)
		return;
	inject_memory_stand(m, atomic);
	switch (LLVMGetAtomicRMWBinOp(atomic)) {
	case LLVMAtomicRMWBinOpAdd:
		access->reads = 1;
		access->added = LLVMBuildIntCast2(m->builder, value, integer(m, 64), 1, "");
		break;
	case LLVMAtomicRMWBinOpSub:
		access->reads = 1;
		value = LLVMBuildIntCast2(m->builder, value, integer(m, 64), 1, "");
		access->added = LLVMBuildNeg(m->builder, value, "");
		break;
	case LLVMAtomicRMWBinOpOr:
	case LLVMAtomicRMWBinOpXor:
		access->bits = LLVMBuildIntCast2(m->builder, value, integer(m, 64), 0, "");
		break;
	case LLVMAtomicRMWBinOpAnd:
		value = LLVMBuildIntCast2(m->builder, value, integer(m, 64), 1, "");
		access->bits = LLVMBuildNot(m->builder, value, "");
		break;
	default:
		break;
	}
}
