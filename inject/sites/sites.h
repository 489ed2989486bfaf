/* The pass that places fault sites. Runs before every recovery pass. */
#ifndef KMEND_INJECT_SITES_SITES_H
#define KMEND_INJECT_SITES_SITES_H

#include <llvm-c/Core.h>

#include "inject/settings.h"

/*
 * Places sites of the types in SETTINGS in every block of MODULE, which is the unit called UNIT (already clean), and adds
 * watch bytes, counters and the site table. -1 after a message on stderr.
 */
int inject_sites_run(LLVMModuleRef module, const char *unit, const struct inject_settings *settings);

#endif
