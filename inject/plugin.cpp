// The passes as a plugin of clang. All that is C++ here is what LLVM's plugin interface has no C for.
#include <llvm/BinaryFormat/Dwarf.h>
#include <llvm/IR/DebugInfoMetadata.h>
#include <llvm/IR/Module.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Passes/PassPlugin.h>

extern "C" {
#include "inject/module.h"
#include "inject/settings.h"
}

using namespace llvm;

namespace
{

// What language the unit was written in; clang leaves it in the debug information (line tables are always there).
inject_language languageOf(const Module &module)
{
	for (const DICompileUnit *unit : module.debug_compile_units()) {
		auto language = dwarf::SourceLanguage(unit->getSourceLanguage());
		if (language == dwarf::DW_LANG_ObjC || language == dwarf::DW_LANG_ObjC_plus_plus)
			break;
		return dwarf::isCPlusPlus(language) ? INJECT_CXX
			: dwarf::isC(language)      ? INJECT_C
						    : INJECT_OTHER_LANGUAGE;
	}
	return INJECT_OTHER_LANGUAGE;
}

struct Instrument : PassInfoMixin<Instrument> {
	PreservedAnalyses run(Module &module, ModuleAnalysisManager &)
	{
		inject_settings settings;

		if (inject_settings_read(&settings) || inject_module(wrap(&module), languageOf(module), &settings))
			module.getContext().emitError(
				"kmend-cc: " + module.getSourceFileName() + " is not instrumented");
		inject_settings_release(&settings);
		return PreservedAnalyses::none();
	}

	static bool isRequired()
	{
		return true;
	} // also at -O0
};

struct Prepare : PassInfoMixin<Prepare> {
	PreservedAnalyses run(Module &module, ModuleAnalysisManager &)
	{
		inject_settings settings;

		if (inject_settings_read(&settings) || inject_module_prepare(wrap(&module), &settings))
			module.getContext().emitError(
				"kmend-cc: " + module.getSourceFileName() + " is not instrumented");
		inject_settings_release(&settings);
		return PreservedAnalyses::none();
	}

	static bool isRequired()
	{
		return true;
	}
};

// As the last callback of the optimiser's end: the sanitizers register theirs after the plugins are loaded, and a
// callback that registers another while the pipeline is built comes after all of them.
void registerLast(PassBuilder &builder)
{
	builder.registerPipelineStartEPCallback([&builder](ModulePassManager &passes, OptimizationLevel) {
		passes.addPass(Prepare());
		builder.registerOptimizerLastEPCallback(
			[](ModulePassManager &passes, OptimizationLevel) { passes.addPass(Instrument()); });
	});
}

} // namespace

extern "C" __attribute__((visibility("default"))) PassPluginLibraryInfo llvmGetPassPluginInfo()
{
	return { LLVM_PLUGIN_API_VERSION, "kmend", KMEND_VERSION, registerLast };
}
