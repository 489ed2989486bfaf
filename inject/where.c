/* From an instruction to file and line. A block that has no location of its own shows its function's opening line. */
#include "inject/where.h"

#include <llvm-c/DebugInfo.h>
#include <stdlib.h>
#include <string.h>

#include "inject/names.h"

LLVMMetadataRef inject_where_location(LLVMValueRef first)
{
	LLVMValueRef function = LLVMGetBasicBlockParent(LLVMGetInstructionParent(first));
	LLVMMetadataRef subprogram = LLVMGetSubprogram(function);

	if (!subprogram)
		return NULL;
	for (LLVMValueRef i = first; i; i = LLVMGetNextInstruction(i)) {
		LLVMMetadataRef location = LLVMInstructionGetDebugLoc(i);
		if (location && LLVMDILocationGetLine(location))
			return location;
	}
	return LLVMDIBuilderCreateDebugLocation(
		LLVMGetTypeContext(LLVMTypeOf(function)), LLVMDISubprogramGetLine(subprogram), 0, subprogram, NULL);
}

int inject_where_read(struct inject_where *where, const char *root, LLVMMetadataRef location)
{
	LLVMMetadataRef file = location ? LLVMDIScopeGetFile(LLVMDILocationGetScope(location)) : NULL;
	const char *name, *directory;
	char *name_copy, *directory_copy;
	unsigned n = 0;

	where->line = location ? LLVMDILocationGetLine(location) : 0;
	if (!file) {
		where->file = strdup("");
		return where->file ? 0 : -1;
	}
	name = LLVMDIFileGetFilename(file, &n);
	name_copy = strndup(n ? name : "", n);
	directory = LLVMDIFileGetDirectory(file, &n);
	directory_copy = strndup(n ? directory : "", n);
	where->file = name_copy && directory_copy ? inject_name_clean(root, directory_copy, name_copy) : NULL;
	free(name_copy);
	free(directory_copy);
	return where->file ? 0 : -1;
}
