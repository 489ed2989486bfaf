/*
 * Inline assembly. Operands that name memory ("=m", "+m") say where and how much: they are logged. What a "memory"
 * clobber stands for is not known to any compiler: it is counted, and KMEND_VERBOSE shows it.
 */
#include <string.h>

#include "inject/osiris/log.h"

/* Logs argument NUMBER of CALL, an indirect output; 0 when its size is not given. */
static int log_output(struct inject_osiris *o, LLVMValueRef call, unsigned number)
{
	unsigned kind = LLVMGetEnumAttributeKindForName("elementtype", 11);
	LLVMAttributeRef attribute = LLVMGetCallSiteEnumAttribute(call, (LLVMAttributeIndex)(number + 1), kind);
	LLVMTypeRef type = attribute ? LLVMGetTypeAttributeValue(attribute) : NULL;
	uint64_t bytes;

	if (!type || !LLVMTypeIsSized(type))
		return 0;
	bytes = LLVMStoreSizeOfType(o->layout, type);
	if (inject_osiris_is_own(o, LLVMGetOperand(call, number), bytes)) {
		o->count->own++;
		return 1;
	}
	inject_osiris_log_fixed(o, call, LLVMGetOperand(call, number), bytes);
	o->count->asm_outputs++;
	return 1;
}

int inject_osiris_asm(struct inject_osiris *o, LLVMValueRef call)
{
	LLVMValueRef callee = LLVMGetCalledValue(call);
	unsigned argument = 0, arguments;
	const char *c;
	size_t n;

	if (!LLVMIsAInlineAsm(callee))
		return 0;
	arguments = LLVMGetNumArgOperands(call);
	c = LLVMGetInlineAsmConstraintString(callee, &n);
	for (size_t i = 0; i < n; i++) {
		const char *comma = memchr(c + i, ',', n - i);
		size_t length = comma ? (size_t)(comma - c) - i : n - i;
		int output = length && c[i] == '=', indirect = length && memchr(c + i, '*', length) != NULL;
		int label = length && c[i] == '!', clobber = length && c[i] == '~';

		if (output && indirect && (argument >= arguments || !log_output(o, call, argument)))
			o->count->asm_unseen++;
		if (clobber && length == strlen("~{memory}") && memcmp(c + i, "~{memory}", length) == 0)
			o->count->asm_unseen++;
		if (!clobber && !label && (!output || indirect))
			argument++; /* direct outputs are results, not arguments */
		i += length;
	}
	return 1;
}
