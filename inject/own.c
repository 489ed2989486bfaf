#include "inject/own.h"

#include <string.h>

static unsigned kind(LLVMValueRef instruction)
{
	return LLVMGetMDKindIDInContext(LLVMGetTypeContext(LLVMTypeOf(instruction)), "kmend", strlen("kmend"));
}

void inject_own_mark(LLVMValueRef instruction)
{
	LLVMContextRef context = LLVMGetTypeContext(LLVMTypeOf(instruction));
	LLVMMetadataRef empty = LLVMMDNodeInContext2(context, NULL, 0);

	LLVMSetMetadata(instruction, kind(instruction), LLVMMetadataAsValue(context, empty));
}

int inject_own_is(LLVMValueRef instruction)
{
	return LLVMHasMetadata(instruction) && LLVMGetMetadata(instruction, kind(instruction)) != NULL;
}
