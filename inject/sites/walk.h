/* The walk over a unit: which blocks get a check, and which candidates each has, from the IR before anything is added to it. */
#ifndef KMEND_INJECT_SITES_WALK_H
#define KMEND_INJECT_SITES_WALK_H

#include <llvm-c/Core.h>

#include "inject/settings.h"
#include "inject/sites/check.h"
#include "inject/sites/table.h"

struct inject_sites_count {
	uint32_t functions, left_alone, blocks, skipped_blocks, sites;
	uint32_t not_copied; /* blocks that can exist only once: they have types of whole blocks alone */
};

struct inject_walk {
	const struct inject_settings *settings;
	struct inject_around around; /* of the function that is walked */
	struct inject_sites_count count;
	struct inject_table table;
	struct inject_spot *spots; /* in the order of the table's blocks */
	size_t nspots, spots_room;
	struct inject_candidate *candidates; /* in the order of the table's sites; the spots point into it */
	size_t ncandidates, candidates_room;
};

/*
 * Fills WALK, which holds the settings and else zeros, from MODULE, the unit called UNIT. Moves allocas (place.h) and pins the values of asm goto
 * (surgery.h), changes nothing else. -1 after a message on stderr.
 */
int inject_walk_run(struct inject_walk *walk, LLVMModuleRef module, const char *unit);

void inject_walk_release(struct inject_walk *walk);

#endif
