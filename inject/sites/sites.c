/* Places the sites of a unit: what the walk found becomes arrays, checks and the site table. */
#include "inject/sites/sites.h"

#include <llvm-c/Target.h>
#include <stdio.h>

#include "inject/sites/arrays.h"
#include "inject/sites/check.h"
#include "inject/sites/walk.h"
#include "inject/units.h"

/* The address of watch byte INDEX. */
static LLVMValueRef watch_byte(LLVMValueRef watch, size_t index)
{
	LLVMContextRef context = LLVMGetTypeContext(LLVMTypeOf(watch));
	LLVMValueRef offset = LLVMConstInt(LLVMInt64TypeInContext(context), index, 0);

	return index ? LLVMConstInBoundsGEP2(LLVMInt8TypeInContext(context), watch, &offset, 1) : watch;
}

/* -1: no memory, or too many sites for the format. */
static int place(struct inject_walk *w, LLVMModuleRef module, const char *unit)
{
	const struct inject_settings *settings = w->settings;
	/* The builtin runtime knows one array of watch bytes: there all units belong to one component. */
	const char *component =
		settings->units && !settings->builtin ? inject_units_component(settings->units, unit) : NULL;
	const struct kmend_unit record = { w->table.nblocks, w->table.nsites };
	uint32_t unit_offset = inject_table_string(&w->table, unit);
	unsigned pointer_bytes = LLVMPointerSize(LLVMGetModuleDataLayout(module));
	LLVMValueRef watch = inject_arrays_add(module, unit, component, &record);
	LLVMValueRef slow_path = inject_check_declare(module);
	char section[INJECT_SECTION_BYTES];
	size_t n;

	if (!watch)
		return -1;
	for (size_t i = 0; i < w->nspots; i++)
		if (inject_check_place(slow_path, watch_byte(watch, i), &w->spots[i]))
			return -1;
	inject_arrays_section(section, KMEND_SITES_SECTION, component);
	return inject_table_write(&w->table, module, section, LLVMGetValueName2(watch, &n), unit_offset, pointer_bytes);
}

static void print(const struct inject_sites_count *c, const char *unit)
{
	fprintf(stderr, "kmend-cc: %s: %u functions, %u left alone, %u blocks, %u skipped, %u not copied, %u sites\n",
		unit, c->functions, c->left_alone, c->blocks, c->skipped_blocks, c->not_copied, c->sites);
}

int inject_sites_run(LLVMModuleRef module, const char *unit, const struct inject_settings *settings)
{
	struct inject_walk walk = { .settings = settings };
	int result = inject_walk_run(&walk, module, unit);

	if (!result && walk.nspots && place(&walk, module, unit)) {
		fprintf(stderr, "kmend-cc: %s: out of memory, or too many sites for one unit\n", unit);
		result = -1;
	}
	if (settings->verbose)
		print(&walk.count, unit);
	inject_walk_release(&walk);
	return result;
}
