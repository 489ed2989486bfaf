/*
 * Everything that makes an identity (unit, function, ordinal of the block, ordinal of the candidate, type) is taken from
 * the IR as the optimiser left it. So it is the same whatever is added later.
 */
#include "inject/sites/walk.h"

#include <stdio.h>
#include <stdlib.h>

#include "inject/annotations.h"
#include "inject/names.h"
#include "inject/sites/place.h"
#include "inject/sites/shape.h"
#include "inject/sites/surgery.h"
#include "inject/sites/type_list.h"
#include "inject/where.h"
#include "inject/units.h"

enum { NO_MEMORY = -1, TOO_MANY = -2 };

/* Makes room for one element more in the array that *ITEMS points to. */
static int make_room(void **items, size_t n, size_t *room, size_t bytes)
{
	size_t more = *room ? 2 * *room : 64;
	void *larger;

	if (n < *room)
		return 0;
	larger = realloc(*items, more * bytes);
	if (!larger)
		return NO_MEMORY;
	*items = larger;
	*room = more;
	return 0;
}

static int add_candidate(struct inject_walk *w, const struct inject_candidate *candidate)
{
	struct inject_where where;
	struct kmend_site site = { .type = candidate->type->number, .candidate = candidate->number };

	if (make_room((void **)&w->candidates, w->ncandidates, &w->candidates_room, sizeof(*w->candidates)) ||
		inject_where_read(&where, w->settings->unit_root, inject_where_location(candidate->instruction)))
		return NO_MEMORY;
	w->candidates[w->ncandidates++] = *candidate;
	site.file = inject_table_string(&w->table, where.file);
	site.line = where.line;
	inject_table_add_site(&w->table, &site);
	free(where.file);
	return 0;
}

/* The candidates of TYPE in the block that begins with FIRST. */
static int walk_type(struct inject_walk *w, const struct inject_type *type, LLVMValueRef first)
{
	uint32_t number = 0;

	if (type->before)
		return add_candidate(w, &(struct inject_candidate){ type, 0, 1, first });
	for (LLVMValueRef i = first; i; i = LLVMGetNextInstruction(i)) {
		int result, found;

		if (inject_place_is_marker(i))
			continue;
		found = type->applies_in ? type->applies_in(&w->around, i) : type->applies(i);
		if (!found)
			continue;
		if (number == INJECT_MAX_CANDIDATES)
			return TOO_MANY;
		result = add_candidate(w, &(struct inject_candidate){ type, (uint16_t)number++, found, i });
		if (result)
			return result;
	}
	return 0;
}

static int walk_block(struct inject_walk *w, LLVMBasicBlockRef block, uint32_t ordinal)
{
	LLVMValueRef first = inject_place_first(block);
	size_t before = w->ncandidates;
	int twice, result = 0;

	if (!first) {
		w->count.skipped_blocks++;
		return 0;
	}
	twice = inject_surgery_can_copy(first);
	w->count.not_copied += !twice;
	for (size_t t = 0; t < inject_types_count && !result; t++)
		if (w->settings->types & 1u << inject_types[t]->number && (inject_types[t]->before || twice))
			result = walk_type(w, inject_types[t], first);
	if (result || w->ncandidates == before)
		return result;
	if (make_room((void **)&w->spots, w->nspots, &w->spots_room, sizeof(*w->spots)))
		return NO_MEMORY;
	w->spots[w->nspots++] = (struct inject_spot){
		.first = first, .location = inject_where_location(first), .ncandidates = w->ncandidates - before
	};
	inject_table_add_block(&w->table, &(struct kmend_block){ ordinal, (uint32_t)(w->ncandidates - before) });
	return 0;
}

static int walk_function(struct inject_walk *w, LLVMValueRef function)
{
	struct kmend_function record = { .shape = inject_shape_hash(function) };
	uint32_t ordinal = 0;
	size_t before = w->nspots, n;
	int result = 0;
	char *name;

	w->count.functions++;
	inject_place_hoist_allocas(function);
	inject_surgery_pin_outputs(function);
	w->around = (struct inject_around){ &w->settings->library, inject_loops_new(function) };
	for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b && !result; b = LLVMGetNextBasicBlock(b))
		result = walk_block(w, b, ordinal++);
	inject_loops_free(w->around.loops);
	if (result)
		return result;
	if (w->nspots == before)
		return 0;
	name = inject_name_encode(LLVMGetValueName2(function, &n));
	if (!name)
		return NO_MEMORY;
	record.name = inject_table_string(&w->table, name);
	record.nblocks = (uint32_t)(w->nspots - before);
	inject_table_add_function(&w->table, &record);
	free(name);
	return 0;
}

/* 1: the list of units leaves this function alone. */
static int listed(const struct inject_settings *settings, const char *unit, LLVMValueRef function)
{
	size_t n;

	return settings->units &&
		inject_units_excludes(settings->units, unit, LLVMGetValueName2(function, &n), LLVMGetSection(function));
}

int inject_walk_run(struct inject_walk *w, LLVMModuleRef module, const char *unit)
{
	const struct inject_candidate *next;
	int result = 0;

	for (LLVMValueRef f = LLVMGetFirstFunction(module); f && !result; f = LLVMGetNextFunction(f)) {
		if (LLVMIsDeclaration(f))
			continue;
		if (inject_leave_alone(module, f, "kmend.nosites") || listed(w->settings, unit, f))
			w->count.left_alone++;
		else
			result = walk_function(w, f);
	}
	next = w->candidates; /* they move no more */
	for (size_t i = 0; i < w->nspots; i++) {
		w->spots[i].candidates = next;
		next += w->spots[i].ncandidates;
	}
	w->count.blocks = (uint32_t)w->nspots;
	w->count.sites = w->table.nsites;
	if (result)
		fprintf(stderr, "kmend-cc: %s: %s\n", unit,
			result == NO_MEMORY ? "out of memory" : "too many candidates in one block");
	return result ? -1 : 0;
}

void inject_walk_release(struct inject_walk *w)
{
	inject_table_release(&w->table);
	free(w->candidates);
	free(w->spots);
}
