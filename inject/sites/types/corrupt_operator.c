/*
 * corrupt-operator: a binary operation does what another one of its class does: integers, shifts, floating point. Which one the seed says.
 * None becomes a division of integers, which would add a trap of its own (by 0; of the smallest number by -1), nor a remainder of floating point, which
 * is a call of a library. Those that cannot make a difference are left out too.
 */
#include "inject/sites/type.h"

static const LLVMOpcode choices[] = { LLVMAdd, LLVMSub, LLVMMul, LLVMAnd, LLVMOr, LLVMXor, /* integers */
	LLVMShl, LLVMLShr, LLVMAShr,                                                       /* shifts */
	LLVMFAdd, LLVMFSub, LLVMFMul, LLVMFDiv };
enum { CHOICES = sizeof(choices) / sizeof(choices[0]), SHIFTS = 6, FLOATS = 9 };

#define BITS(from, to) (((1 << (to)) - 1) & ~((1 << (from)) - 1))
#define BIT(opcode) bit_of(opcode)

static int bit_of(LLVMOpcode opcode)
{
	for (int i = 0; i < CHOICES; i++)
		if (choices[i] == opcode)
			return 1 << i;
	return 0;
}

/* The choices of the class of OPCODE; 0: it has none. */
static int class_of(LLVMOpcode opcode)
{
	switch (opcode) {
	case LLVMUDiv:
	case LLVMSDiv:
	case LLVMURem:
	case LLVMSRem:
		return BITS(0, SHIFTS);
	case LLVMFRem:
		return BITS(FLOATS, CHOICES);
	default:
		break;
	}
	for (int i = 0; i < CHOICES; i++)
		if (choices[i] == opcode)
			return i < SHIFTS ? BITS(0, SHIFTS) : i < FLOATS ? BITS(SHIFTS, FLOATS) : BITS(FLOATS, CHOICES);
	return 0;
}

/* What gives the same result as INSTRUCTION in every case. */
static int same_as(LLVMValueRef instruction)
{
	LLVMOpcode opcode = LLVMGetInstructionOpcode(instruction);
	int one_bit = inject_rewrite_is_integer(instruction, 1);
	int sums = BIT(LLVMAdd) | BIT(LLVMSub) | BIT(LLVMXor), products = BIT(LLVMMul) | BIT(LLVMAnd);

	if (opcode == LLVMOr && LLVMGetIsDisjoint(instruction)) /* no bit is set in both */
		return BIT(LLVMOr) | BIT(LLVMAdd) | BIT(LLVMXor);
	if (one_bit && BIT(opcode) & sums)
		return sums;
	if (one_bit && BIT(opcode) & products)
		return products;
	return BIT(opcode);
}

static int applies(LLVMValueRef instruction)
{
	int others = class_of(LLVMGetInstructionOpcode(instruction));

	return others && inject_rewrite_has_result(instruction) ? others & ~same_as(instruction) : 0;
}

/* A number from 0 up to below COUNT, out of the seed's upper half: off_by_one.h and stuck-at-branch use the lower. */
static LLVMValueRef draw(struct inject_rewrite *r, unsigned count)
{
	LLVMTypeRef i64 = LLVMInt64TypeInContext(LLVMGetTypeContext(LLVMTypeOf(r->acts)));
	LLVMValueRef part = LLVMBuildLShr(r->builder, inject_rewrite_seed(r), LLVMConstInt(i64, 48, 0), "");

	part = LLVMBuildMul(r->builder, part, LLVMConstInt(i64, count, 0), "");
	return LLVMBuildLShr(r->builder, part, LLVMConstInt(i64, 16, 0), "kmend.which");
}

static void rewrite(struct inject_rewrite *r, LLVMValueRef instruction)
{
	LLVMValueRef left = LLVMGetOperand(instruction, 0), right = LLVMGetOperand(instruction, 1), which, wrong = NULL;
	unsigned n = 0;

	inject_rewrite_after(r, instruction);
	which = draw(r, (unsigned)__builtin_popcount((unsigned)r->found));
	for (int i = 0; i < CHOICES; i++) {
		LLVMValueRef result, is_this;

		if (!(r->found & 1 << i))
			continue;
		result = LLVMBuildBinOp(r->builder, choices[i], left, right, "kmend.other");
		is_this = LLVMBuildICmp(r->builder, LLVMIntEQ, which, LLVMConstInt(LLVMTypeOf(which), n++, 0), "");
		wrong = wrong ? LLVMBuildSelect(r->builder, is_this, result, wrong, "kmend.other") : result;
	}
	inject_rewrite_result(r, instruction, wrong);
}

const struct inject_type inject_type_corrupt_operator = {
	.number = KMEND_FAULT_CORRUPT_OPERATOR, .applies = applies, .rewrite = rewrite
};
