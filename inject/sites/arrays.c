/* See arrays.h. The arrays are bytes to LLVM; their layout is that of the ABI's structs. */
#include "inject/sites/arrays.h"

#include <stdio.h>
#include <stdlib.h>

/* A number that tells the local symbols of one unit from those of another, for people who read a symbol table. */
static uint32_t unit_hash(const char *unit)
{
	uint32_t h = 2166136261u;

	while (*unit)
		h = (h ^ (unsigned char)*unit++) * 16777619u;
	return h;
}

void inject_arrays_section(char out[INJECT_SECTION_BYTES], const char *section, const char *component)
{
	snprintf(out, INJECT_SECTION_BYTES, "%s%s%s", section, component ? "." : "", component ? component : "");
}

static LLVMValueRef add_array(
	LLVMModuleRef module, const char *name, const char *section, uint64_t bytes, unsigned alignment)
{
	LLVMTypeRef type = LLVMArrayType2(LLVMInt8TypeInContext(LLVMGetModuleContext(module)), bytes);
	LLVMValueRef array = LLVMAddGlobal(module, type, name);

	LLVMSetLinkage(array, LLVMInternalLinkage);
	LLVMSetInitializer(array, LLVMConstNull(type));
	LLVMSetSection(array, section);
	LLVMSetAlignment(array, alignment);
	return array;
}

/* llvm.used: nothing, the linker's garbage collection included, drops these. -1: no memory. */
static int keep(LLVMModuleRef module, LLVMValueRef *globals, unsigned n)
{
	LLVMValueRef old = LLVMGetNamedGlobal(module, "llvm.used");
	LLVMValueRef list = old ? LLVMGetInitializer(old) : NULL;
	unsigned had = list ? (unsigned)LLVMGetNumOperands(list) : 0;
	LLVMValueRef *all = calloc(had + n, sizeof(*all));
	LLVMTypeRef pointer = LLVMPointerTypeInContext(LLVMGetModuleContext(module), 0);
	LLVMValueRef used;

	if (!all)
		return -1;
	for (unsigned i = 0; i < had; i++)
		all[i] = LLVMGetOperand(list, i);
	for (unsigned i = 0; i < n; i++)
		all[had + i] = globals[i];
	list = LLVMConstArray2(pointer, all, had + n);
	if (old)
		LLVMDeleteGlobal(old);
	used = LLVMAddGlobal(module, LLVMTypeOf(list), "llvm.used");
	LLVMSetLinkage(used, LLVMAppendingLinkage);
	LLVMSetSection(used, "llvm.metadata");
	LLVMSetInitializer(used, list);
	free(all);
	return 0;
}

LLVMValueRef inject_arrays_add(
	LLVMModuleRef module, const char *unit, const char *component, const struct kmend_unit *record)
{
	const struct {
		const char *name, *section;
		uint64_t bytes;
		unsigned alignment;
	} rows[3] = {
		{ "watch", KMEND_WATCH_SECTION, record->nblocks, 1 },
		{ "counts", KMEND_COUNTS_SECTION, record->nblocks * sizeof(struct kmend_count),
			_Alignof(struct kmend_count) },
		{ "unit", KMEND_UNITS_SECTION, sizeof(*record), _Alignof(struct kmend_unit) },
	};
	LLVMContextRef context = LLVMGetModuleContext(module);
	LLVMValueRef arrays[3];

	for (int i = 0; i < 3; i++) {
		char name[64], section[INJECT_SECTION_BYTES];

		snprintf(name, sizeof(name), "__kmend_%s_%08x", rows[i].name, unit_hash(unit));
		inject_arrays_section(section, rows[i].section, component);
		arrays[i] = add_array(module, name, section, rows[i].bytes, rows[i].alignment);
	}
	LLVMSetInitializer(
		arrays[2], LLVMConstStringInContext2(context, (const char *)(const void *)record, sizeof(*record), 1));
	LLVMSetGlobalConstant(arrays[2], 1);
	return keep(module, arrays, 3) ? NULL : arrays[0];
}
