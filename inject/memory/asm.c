/*
 * Inline assembly. Operands that name memory ("=m", "+m") say where and how much: they are seen. What a "memory"
 * clobber stands for is not known to any compiler: it is counted, and KMEND_VERBOSE shows it.
 */
#include "inject/memory/asm.h"

#include <string.h>

#include "inject/memory/rmw.h"
#include "inject/memory/write.h"

/* Argument NUMBER of CALL, an indirect output; 0 when its size is not given. */
static int visit_output(struct inject_memory *m, LLVMValueRef call, unsigned number)
{
	unsigned kind = LLVMGetEnumAttributeKindForName("elementtype", 11);
	LLVMAttributeRef attribute = LLVMGetCallSiteEnumAttribute(call, (LLVMAttributeIndex)(number + 1), kind);
	LLVMTypeRef type = attribute ? LLVMGetTypeAttributeValue(attribute) : NULL;

	if (!type || !LLVMTypeIsSized(type))
		return 0;
	inject_memory_write_fixed(
		m, call, LLVMGetOperand(call, number), LLVMStoreSizeOfType(m->layout, type), &m->count.asm_outputs);
	return 1;
}

int inject_memory_asm(struct inject_memory *m, LLVMValueRef call)
{
	LLVMValueRef callee = LLVMGetCalledValue(call);
	unsigned argument = 0, arguments;
	LLVMValueRef changed;
	const char *c;
	size_t n;

	if (!LLVMIsAInlineAsm(callee))
		return 0;
	arguments = LLVMGetNumArgOperands(call);
	changed = inject_memory_rmw(m, call) ? inject_rmw_find(call).address : NULL;
	c = LLVMGetInlineAsmConstraintString(callee, &n);
	for (size_t i = 0; i < n; i++) {
		const char *comma = memchr(c + i, ',', n - i);
		size_t length = comma ? (size_t)(comma - c) - i : n - i;
		int output = length && c[i] == '=', indirect = length && memchr(c + i, '*', length) != NULL;
		int label = length && c[i] == '!', clobber = length && c[i] == '~';

		if (output && indirect && changed && argument < arguments && LLVMGetOperand(call, argument) == changed)
			; /* shown already */
		else if (output && indirect && (argument >= arguments || !visit_output(m, call, argument)))
			m->count.unseen_asm++;
		if (clobber && length == strlen("~{memory}") && memcmp(c + i, "~{memory}", length) == 0)
			m->count.unseen_asm++;
		if (!clobber && !label && (!output || indirect))
			argument++; /* direct outputs are results, not arguments */
		i += length;
	}
	return 1;
}
