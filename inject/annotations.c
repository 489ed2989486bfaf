/* Finds out which functions a pass leaves alone: annotations, sections, names. */
#include "inject/annotations.h"

#include <string.h>

static int starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* llvm.global.annotations: an array of { ptr function, ptr text, ptr file, i32 line, ptr arguments }. */
static int annotated(LLVMModuleRef module, LLVMValueRef function, const char *word)
{
	LLVMValueRef all = LLVMGetNamedGlobal(module, "llvm.global.annotations");
	LLVMValueRef array = all ? LLVMGetInitializer(all) : NULL;
	int count = array ? LLVMGetNumOperands(array) : 0;

	for (int i = 0; i < count; i++) {
		LLVMValueRef entry = LLVMGetOperand(array, (unsigned)i), text;
		const char *string;
		size_t n;

		if (LLVMGetNumOperands(entry) < 2 || LLVMGetOperand(entry, 0) != function)
			continue;
		text = LLVMIsAGlobalVariable(LLVMGetOperand(entry, 1));
		text = text ? LLVMGetInitializer(text) : NULL;
		if (!text || !LLVMIsAConstantDataSequential(text) || !LLVMIsConstantString(text))
			continue;
		string = LLVMGetAsString(text, &n);
		if (n && string[n - 1] == 0 && strcmp(string, word) == 0)
			return 1;
	}
	return 0;
}

static int has_attribute(LLVMValueRef function, const char *name)
{
	unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
	return LLVMGetEnumAttributeAtIndex(function, LLVMAttributeFunctionIndex, kind) != NULL;
}

int inject_leave_alone(LLVMModuleRef module, LLVMValueRef function, const char *word)
{
	const char *section = LLVMGetSection(function);
	size_t n;

	if (LLVMIsDeclaration(function) || LLVMGetLinkage(function) == LLVMAvailableExternallyLinkage)
		return 1;
	if (starts(LLVMGetValueName2(function, &n), "__kmend_") || (section && starts(section, ".noinstr")))
		return 1;
	return has_attribute(function, "naked") || annotated(module, function, word);
}
