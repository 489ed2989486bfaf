/* The order of the passes on one unit: fault sites first, recovery second, so that the same site is the same everywhere. */
#include "inject/module.h"

#include <llvm-c/Analysis.h>
#include <llvm-c/BitReader.h>
#include <llvm-c/BitWriter.h>
#include <llvm-c/Core.h>
#include <llvm-c/DebugInfo.h>
#include <llvm-c/Transforms/PassBuilder.h>
#include <stdio.h>

#include "inject/builtin.h"
#include "inject/osiris/osiris.h"
#include "inject/sites/sites.h"
#include "inject/units.h"

static LLVMModuleRef read_module(LLVMContextRef context, const char *path)
{
	LLVMMemoryBufferRef buffer = NULL;
	LLVMModuleRef module = NULL;
	char *message = NULL;

	if (LLVMCreateMemoryBufferWithContentsOfFile(path, &buffer, &message)) {
		fprintf(stderr, "kmend-cc: %s: %s\n", path, message);
		LLVMDisposeMessage(message);
		return NULL;
	}
	if (LLVMParseBitcodeInContext2(context, buffer, &module)) {
		fprintf(stderr, "kmend-cc: %s: the compiler wrote bitcode that cannot be read\n", path);
		module = NULL;
	}
	LLVMDisposeMemoryBuffer(buffer);
	return module;
}

/* Expands the checks: the inliner splits the blocks. */
static int expand(LLVMModuleRef module, const char *unit)
{
	LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
	LLVMErrorRef error = LLVMRunPasses(module, "always-inline", NULL, options);
	char *message;

	LLVMDisposePassBuilderOptions(options);
	if (!error)
		return 0;
	message = LLVMGetErrorMessage(error);
	fprintf(stderr, "kmend-cc: %s: %s\n", unit, message);
	LLVMDisposeErrorMessage(message);
	return -1;
}

static int verify(LLVMModuleRef module, const char *unit)
{
	char *message = NULL;
	int broken = LLVMVerifyModule(module, LLVMReturnStatusAction, &message);

	if (broken)
		fprintf(stderr, "kmend-cc: %s: internal error: broken IR: %s\n", unit, message);
	LLVMDisposeMessage(message);
	return broken ? -1 : 0;
}

static int write_module(LLVMModuleRef module, const char *path, enum inject_form form)
{
	char *message = NULL;

	if (form == INJECT_BITCODE) {
		if (LLVMWriteBitcodeToFile(module, path) == 0)
			return 0;
		fprintf(stderr, "kmend-cc: %s: cannot write\n", path);
		return -1;
	}
	if (LLVMPrintModuleToFile(module, path, &message)) {
		fprintf(stderr, "kmend-cc: %s: %s\n", path, message);
		LLVMDisposeMessage(message);
		return -1;
	}
	return 0;
}

static int run_passes(LLVMModuleRef module, const char *unit, const struct inject_settings *settings)
{
	struct inject_sites_count sites = { 0 };
	struct inject_osiris_count osiris = { 0 };

	if (settings->types && (!settings->units || inject_units_component(settings->units, unit)) &&
		inject_sites_run(module, unit, settings, &sites))
		return -1;
	if (settings->osiris && inject_osiris_run(module, settings, &osiris))
		return -1;
	if (settings->builtin && inject_builtin_add(module, unit))
		return -1;
	if (settings->strip_debug)
		LLVMStripModuleDebugInfo(module);
	if (expand(module, unit) || verify(module, unit))
		return -1;
	if (settings->verbose) {
		fprintf(stderr, "kmend-cc: %s: %u functions, %u left alone, %u blocks, %u skipped, %u sites\n", unit,
			sites.functions, sites.left_alone, sites.blocks, sites.skipped_blocks, sites.sites);
		inject_osiris_print(unit, &osiris);
	}
	return 0;
}

int inject_module(const char *in, const char *out, enum inject_form form, const char *unit,
	const struct inject_settings *settings)
{
	LLVMContextRef context = LLVMContextCreate();
	LLVMModuleRef module = read_module(context, in);
	int result = -1;

	if (module && run_passes(module, unit, settings) == 0)
		result = write_module(module, out, form);
	if (module)
		LLVMDisposeModule(module);
	LLVMContextDispose(context);
	return result;
}
