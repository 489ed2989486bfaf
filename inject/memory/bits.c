#include "inject/memory/bits.h"

#include <ctype.h>
#include <string.h>

#include "inject/memory/write.h"

struct bit_instruction {
	unsigned index, memory; /* operands, by their number in the assembly */
	unsigned word;          /* bytes: 4 or 8 */
};

/* Reads "$N"; -1: it is something else. */
static int read_operand(const char **text, const char *end, unsigned *number)
{
	const char *c = *text;

	while (c < end && (*c == ' ' || *c == '\t' || *c == ','))
		c++;
	if (c + 1 >= end || c[0] != '$' || !isdigit((unsigned char)c[1]))
		return -1;
	*number = (unsigned)(c[1] - '0');
	*text = c + 2;
	return 0;
}

/* The first "bts", "btr" or "btc" with a suffix in the N bytes at TEXT. */
static int find(const char *text, size_t n, struct bit_instruction *bit)
{
	for (const char *c = text, *end = text + n; c + 4 < end; c++) {
		int starts = c == text || !(isalnum((unsigned char)c[-1]) || c[-1] == '_' || c[-1] == '.');

		if (!starts || c[0] != 'b' || c[1] != 't' || !strchr("src", c[2]) || !strchr("lq", c[3]))
			continue;
		bit->word = c[3] == 'q' ? 8 : 4;
		c += 4;
		return read_operand(&c, end, &bit->index) || read_operand(&c, end, &bit->memory) ? 0 : 1;
	}
	return 0;
}

/* The argument of CALL that operand NUMBER stands for; NULL: a result, a label or nothing. *INDIRECT: it is an address. */
static LLVMValueRef argument_of(LLVMValueRef call, unsigned number, int *indirect)
{
	size_t n;
	const char *c = LLVMGetInlineAsmConstraintString(LLVMGetCalledValue(call), &n);
	unsigned argument = 0, operand = 0;

	for (size_t i = 0; i < n; operand++) {
		const char *comma = memchr(c + i, ',', n - i);
		size_t length = comma ? (size_t)(comma - c) - i : n - i;
		int takes;

		*indirect = length && memchr(c + i, '*', length) != NULL;
		takes = length && c[i] != '~' && c[i] != '!' && (c[i] != '=' || *indirect);
		if (operand == number)
			return takes && argument < LLVMGetNumArgOperands(call) ? LLVMGetOperand(call, argument) : NULL;
		argument += (unsigned)takes;
		i += length + 1;
	}
	return NULL;
}

int inject_memory_bits(struct inject_memory *m, LLVMValueRef call)
{
	LLVMContextRef context = LLVMGetModuleContext(m->module);
	LLVMTypeRef i8 = LLVMInt8TypeInContext(context), i64 = LLVMInt64TypeInContext(context);
	struct bit_instruction bit;
	LLVMValueRef memory, index, offset;
	int indirect;
	size_t n;
	const char *text = LLVMGetInlineAsmAsmString(LLVMGetCalledValue(call), &n);

	if (!find(text, n, &bit))
		return 0;
	memory = argument_of(call, bit.memory, &indirect);
	if (!memory || !indirect)
		return 0;
	index = argument_of(call, bit.index, &indirect);
	if (!index || indirect || LLVMGetTypeKind(LLVMTypeOf(index)) != LLVMIntegerTypeKind)
		return 0;
	inject_memory_stand(m, call);
	offset = LLVMBuildIntCast2(m->builder, index, i64, 1, "");
	offset = LLVMBuildAShr(m->builder, offset, LLVMConstInt(i64, bit.word == 8 ? 6 : 5, 0), "");
	offset = LLVMBuildMul(m->builder, offset, LLVMConstInt(i64, bit.word, 0), "");
	memory = LLVMBuildGEP2(m->builder, i8, memory, &offset, 1, "");
	inject_memory_write_fixed(m, call, memory, bit.word, &m->count.asm_outputs);
	return 1;
}
