/* The order of the passes on one unit: fault sites first, recovery second, so that the same site is the same everywhere. */
#include "inject/module.h"

#include <llvm-c/Analysis.h>
#include <llvm-c/Core.h>
#include <llvm-c/DebugInfo.h>
#include <llvm-c/Transforms/PassBuilder.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inject/akeso/prepare.h"
#include "inject/builtin.h"
#include "inject/names.h"
#include "inject/runtimes.h"
#include "inject/sites/sites.h"
#include "inject/summary.h"
#include "inject/units.h"

#define MARK "kmend.instrumented" /* named metadata: bitcode that was instrumented is not instrumented again */

static int run_llvm(LLVMModuleRef module, const char *passes, const char *unit)
{
	LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
	LLVMErrorRef error = LLVMRunPasses(module, passes, NULL, options);
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

static int run_passes(LLVMModuleRef module, const char *unit, const struct inject_settings *settings)
{
	const struct inject_runtime *recovery = inject_runtime_find(settings->recovery);

	if (settings->types && (!settings->units || inject_units_component(settings->units, unit)) &&
		inject_sites_run(module, unit, settings))
		return -1;
	if (recovery->run && recovery->run(module, unit, settings))
		return -1;
	if (settings->builtin && inject_builtin_add(module, unit))
		return -1;
	if (settings->strip_debug)
		LLVMStripModuleDebugInfo(module);
	if (verify(module, unit))
		return -1;
	return 0;
}

static void mark(LLVMModuleRef module)
{
	LLVMContextRef context = LLVMGetModuleContext(module);
	LLVMMetadataRef node = LLVMMDNodeInContext2(context, NULL, 0);

	LLVMAddNamedMetadataOperand(module, MARK, LLVMMetadataAsValue(context, node));
}

static int instrument(LLVMModuleRef module, const char *unit, const struct inject_settings *settings)
{
	inject_akeso_restore(module);
	/* What clang's pipeline would still drop after its last callback must not get sites. */
	if (run_llvm(module, "globaldce,constmerge", unit) || run_passes(module, unit, settings))
		return -1;
	mark(module);
	return 0;
}

static const char *const languages[] = { [INJECT_C] = "C", [INJECT_CXX] = "C++", [INJECT_OTHER_LANGUAGE] = "other" };

int inject_module(LLVMModuleRef module, enum inject_language language, const struct inject_settings *settings)
{
	size_t length;
	char *unit = inject_name_clean(settings->unit_root, NULL, LLVMGetSourceFileName(module, &length));
	int plain = language == INJECT_OTHER_LANGUAGE, result = -1;

	if (unit && LLVMGetNamedMetadataNumOperands(module, MARK))
		result = 0;
	else if (unit && (plain || instrument(module, unit, settings) == 0))
		result = inject_summary_add(settings, plain ? "plain" : "instrumented", languages[language], unit);
	free(unit);
	return result;
}

int inject_module_prepare(LLVMModuleRef module, const struct inject_settings *settings)
{
	return inject_akeso_prepare(module, settings);
}
