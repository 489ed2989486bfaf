/*
 * Walks the functions of a unit and places the sites: for each block a watch byte, a counter and one check, for each
 * candidate of each wanted type a record in the site table. Everything that makes an identity (unit, function, ordinal
 * of the block, ordinal of the candidate, type) is taken from the IR before anything is added to it.
 */
#include "inject/sites/sites.h"

#include <llvm-c/Target.h>
#include <stdio.h>
#include <stdlib.h>

#include "inject/annotations.h"
#include "inject/sites/check.h"
#include "inject/sites/place.h"
#include "inject/sites/table.h"
#include "inject/sites/where.h"
#include "inject/types.h"
#include "inject/units.h"

#define SECTION_NAME_BYTES 40 /* a name of the ABI and a component */

/* One block that gets a check. */
struct spot {
	LLVMValueRef first;
	LLVMMetadataRef location;
};

struct walk {
	LLVMModuleRef module;
	const struct inject_settings *settings;
	struct inject_sites_count *count;
	struct inject_table table;
	LLVMValueRef *candidates; /* INJECT_MAX_CANDIDATES of them */
	struct spot *spots;
	size_t nspots, room;
};

static int remember(struct walk *w, LLVMValueRef first, LLVMMetadataRef location)
{
	if (w->nspots == w->room) {
		size_t room = w->room ? 2 * w->room : 64;
		struct spot *spots = realloc(w->spots, room * sizeof(*spots));
		if (!spots)
			return -1;
		w->spots = spots;
		w->room = room;
	}
	w->spots[w->nspots++] = (struct spot){ first, location };
	return 0;
}

/* Records the candidates of one type. -1: no memory. */
static int add_candidates(struct walk *w, const struct inject_type *type, LLVMBasicBlockRef block, LLVMValueRef first,
	struct kmend_site *site)
{
	uint32_t n = type->candidates(block, first, w->candidates, INJECT_MAX_CANDIDATES);

	for (uint32_t i = 0; i < n && i < INJECT_MAX_CANDIDATES; i++) {
		struct inject_where where;

		if (inject_where_read(&where, w->settings->unit_root, inject_where_location(w->candidates[i])))
			return -1;
		site->file = inject_table_string(&w->table, where.file);
		site->line = where.line;
		site->candidate = (uint16_t)i;
		site->type = type->number;
		inject_table_add(&w->table, site);
		free(where.file);
	}
	return 0;
}

static int walk_block(struct walk *w, LLVMBasicBlockRef block, const char *function, uint32_t ordinal)
{
	LLVMValueRef first = inject_place_first(block);
	uint32_t before = w->table.nsites;
	struct kmend_site site = { 0 };

	if (!first) {
		w->count->skipped_blocks++;
		return 0;
	}
	site.function = inject_table_string(&w->table, function);
	site.block = (uint32_t)w->nspots;
	site.ordinal = ordinal;
	for (size_t t = 0; t < inject_types_count; t++)
		if (w->settings->types & 1u << inject_types[t]->number)
			if (add_candidates(w, inject_types[t], block, first, &site))
				return -1;
	if (w->table.nsites == before)
		return 0;
	return remember(w, first, inject_where_location(first));
}

static int walk_function(struct walk *w, LLVMValueRef function)
{
	uint32_t ordinal = 0;
	size_t n;

	w->count->functions++;
	inject_place_hoist_allocas(function);
	for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b; b = LLVMGetNextBasicBlock(b))
		if (walk_block(w, b, LLVMGetValueName2(function, &n), ordinal++))
			return -1;
	return 0;
}

/* A number that tells the local symbols of one unit from those of another, for people who read a symbol table. */
static uint32_t unit_hash(const char *unit)
{
	uint32_t h = 2166136261u;

	while (*unit)
		h = (h ^ (unsigned char)*unit++) * 16777619u;
	return h;
}

/* The name of a section of this unit: that of the ABI, and behind a dot the component when the build names one. */
static void section_name(char out[SECTION_NAME_BYTES], const char *section, const char *component)
{
	snprintf(out, SECTION_NAME_BYTES, "%s%s%s", section, component ? "." : "", component ? component : "");
}

static LLVMValueRef add_array(LLVMModuleRef module, const char *what, uint32_t hash, const char *section,
	const char *component, LLVMTypeRef type, unsigned alignment)
{
	char name[64], full[SECTION_NAME_BYTES];
	LLVMValueRef array;

	snprintf(name, sizeof(name), "__kmend_%s_%08x", what, hash);
	array = LLVMAddGlobal(module, type, name);
	LLVMSetLinkage(array, LLVMInternalLinkage);
	LLVMSetInitializer(array, LLVMConstNull(type));
	section_name(full, section, component);
	LLVMSetSection(array, full);
	LLVMSetAlignment(array, alignment);
	return array;
}

/* llvm.used: nothing, the linker's garbage collection included, drops these. */
static void keep(LLVMModuleRef module, LLVMValueRef *globals, unsigned n)
{
	LLVMValueRef old = LLVMGetNamedGlobal(module, "llvm.used");
	LLVMValueRef list = old ? LLVMGetInitializer(old) : NULL;
	unsigned had = list ? (unsigned)LLVMGetNumOperands(list) : 0;
	LLVMValueRef *all = calloc(had + n, sizeof(*all));
	LLVMTypeRef pointer = LLVMPointerTypeInContext(LLVMGetModuleContext(module), 0);
	LLVMValueRef used;

	if (!all)
		return;
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
}

/* The arrays of the unit; returns the watch bytes. */
static LLVMValueRef add_arrays(struct walk *w, const char *unit, const char *component)
{
	LLVMContextRef context = LLVMGetModuleContext(w->module);
	LLVMTypeRef i8 = LLVMInt8TypeInContext(context), i32 = LLVMInt32TypeInContext(context);
	LLVMTypeRef pair = LLVMArrayType2(i32, 2);
	LLVMValueRef numbers[2] = { LLVMConstInt(i32, w->nspots, 0), LLVMConstInt(i32, w->table.nsites, 0) };
	uint32_t hash = unit_hash(unit);
	LLVMValueRef all[3] = {
		add_array(w->module, "watch", hash, KMEND_WATCH_SECTION, component, LLVMArrayType2(i8, w->nspots), 1),
		add_array(
			w->module, "counts", hash, KMEND_COUNTS_SECTION, component, LLVMArrayType2(pair, w->nspots), 4),
		add_array(w->module, "unit", hash, KMEND_UNITS_SECTION, component, pair, 4),
	};

	LLVMSetInitializer(all[2], LLVMConstArray2(i32, numbers, 2));
	LLVMSetGlobalConstant(all[2], 1);
	keep(w->module, all, 3);
	return all[0];
}

static int place_checks(struct walk *w, const char *unit)
{
	uint32_t unit_offset = inject_table_string(&w->table, unit);
	unsigned pointer_bytes = LLVMPointerSize(LLVMGetModuleDataLayout(w->module));
	/* The builtin runtime knows one array of watch bytes: there all units belong to one component. */
	const char *component =
		w->settings->units && !w->settings->builtin ? inject_units_component(w->settings->units, unit) : NULL;
	LLVMValueRef watch = add_arrays(w, unit, component);
	LLVMValueRef check = inject_check_define(w->module);
	char section[SECTION_NAME_BYTES];
	size_t n;

	section_name(section, KMEND_SITES_SECTION, component);
	for (size_t i = 0; i < w->nspots; i++)
		inject_check_call(check, watch, (uint32_t)i, w->spots[i].first, w->spots[i].location);
	return inject_table_write(&w->table, w->module, section, LLVMGetValueName2(watch, &n), (uint32_t)w->nspots,
		unit_offset, pointer_bytes);
}

/* 1: the list of units leaves this function alone. */
static int listed(const struct inject_settings *settings, const char *unit, LLVMValueRef function)
{
	size_t n;

	return settings->units &&
		inject_units_excludes(settings->units, unit, LLVMGetValueName2(function, &n), LLVMGetSection(function));
}

int inject_sites_run(LLVMModuleRef module, const char *unit, const struct inject_settings *settings,
	struct inject_sites_count *count)
{
	struct walk w = { .module = module, .settings = settings, .count = count };
	int result = 0;

	w.candidates = calloc(INJECT_MAX_CANDIDATES, sizeof(*w.candidates));
	if (!w.candidates)
		result = -1;
	for (LLVMValueRef f = LLVMGetFirstFunction(module); f && !result; f = LLVMGetNextFunction(f)) {
		if (LLVMIsDeclaration(f))
			continue;
		if (inject_leave_alone(module, f, "kmend.nosites") || listed(settings, unit, f))
			count->left_alone++;
		else
			result = walk_function(&w, f);
	}
	count->blocks = (uint32_t)w.nspots;
	count->sites = w.table.nsites;
	if (!result && w.nspots)
		result = place_checks(&w, unit);
	if (result)
		fprintf(stderr, "kmend-cc: %s: out of memory, or too many sites for one unit\n", unit);
	inject_table_release(&w.table);
	free(w.candidates);
	free(w.spots);
	return result;
}
