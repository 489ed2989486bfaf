/*
 * The runtime is text IR without module flags, so that it joins modules of any flags; triple and data layout become those
 * of the module. The text itself is in builtin_text.S.
 */
#include "inject/builtin.h"

#include <llvm-c/Core.h>
#include <llvm-c/IRReader.h>
#include <llvm-c/Linker.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const char inject_builtin_i386[], inject_builtin_i386_end[];
extern const char inject_builtin_x86_64[], inject_builtin_x86_64_end[];

struct text {
	const char *begin, *end;
};

/* By the first word of the triple; begin is NULL for an architecture that there is no runtime for. */
static struct text text_for(const char *triple)
{
	size_t n = strcspn(triple, "-");

	if (n == 6 && memcmp(triple, "x86_64", n) == 0)
		return (struct text){ inject_builtin_x86_64, inject_builtin_x86_64_end };
	if (n == 4 && triple[0] == 'i' && memcmp(triple + 2, "86", 2) == 0)
		return (struct text){ inject_builtin_i386, inject_builtin_i386_end };
	return (struct text){ NULL, NULL };
}

/* The unit's own assembly may leave the assembler in another syntax, or in 16 bits; the runtime's follows it. */
static void settle_assembler(LLVMModuleRef runtime)
{
	size_t n;
	const char *text = LLVMGetModuleInlineAsm(runtime, &n);
	char *with_state = NULL;
	int bytes = n ? asprintf(&with_state, ".att_syntax prefix\n.code32\n%.*s", (int)n, text) : 0;

	if (bytes > 0)
		LLVMSetModuleInlineAsm2(runtime, with_state, (size_t)bytes);
	free(with_state);
}

int inject_builtin_add(LLVMModuleRef module, const char *unit)
{
	struct text text = text_for(LLVMGetTarget(module));
	LLVMMemoryBufferRef buffer;
	LLVMModuleRef runtime = NULL;
	char *message = NULL;

	if (!LLVMGetNamedFunction(module, "__kmend_block"))
		return 0;
	if (!text.begin) {
		fprintf(stderr, "kmend-cc: %s: KMEND_RUNTIME=builtin: no runtime for the target %.60s\n", unit,
			LLVMGetTarget(module));
		return -1;
	}
	LLVMContextSetDiscardValueNames(LLVMGetModuleContext(module), 0); /* clang sets it; the text has names */
	buffer = LLVMCreateMemoryBufferWithMemoryRangeCopy(text.begin, (size_t)(text.end - text.begin), "builtin");
	if (LLVMParseIRInContext(LLVMGetModuleContext(module), buffer, &runtime, &message)) {
		fprintf(stderr, "kmend-cc: %s: internal error: the runtime cannot be read: %s\n", unit, message);
		LLVMDisposeMessage(message);
		return -1;
	}
	settle_assembler(runtime);
	LLVMSetTarget(runtime, LLVMGetTarget(module));
	LLVMSetDataLayout(runtime, LLVMGetDataLayoutStr(module));
	if (LLVMLinkModules2(module, runtime)) {
		fprintf(stderr, "kmend-cc: %s: the runtime does not fit: is a name kmend_... taken?\n", unit);
		return -1;
	}
	return 0;
}
