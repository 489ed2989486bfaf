/* The pass that places fault sites. Runs before every recovery pass. */
#ifndef KMEND_INJECT_SITES_SITES_H
#define KMEND_INJECT_SITES_SITES_H

#include <llvm-c/Core.h>
#include <stdint.h>

#include "inject/settings.h"

struct inject_sites_count {
	uint32_t functions, left_alone, blocks, skipped_blocks, sites;
	uint32_t not_copied; /* blocks that can exist only once: types of whole blocks alone */
};

/*
 * Places sites of the types in SETTINGS in every block of MODULE, which is the unit called UNIT (already clean), and adds
 * watch bytes, counters and the site table. -1 after a message on stderr.
 */
int inject_sites_run(LLVMModuleRef module, const char *unit, const struct inject_settings *settings,
	struct inject_sites_count *count);

#endif
