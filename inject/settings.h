/*
 * Settings of kmend-cc, all from the environment, because its command line belongs to the compiler:
 *   KMEND_SITES      fault types to place sites for, separated by commas; "all" (default); "0" or "none": no sites
 *   KMEND_RECOVERY   recovery runtime to instrument for: "none" (default), or one of KMEND_RUNTIMES
 *   KMEND_UNIT_ROOT  folder whose name is cut off unit and file names, so that identities do not depend on the machine; several:
 *                    one a line, the longest that fits
 *   KMEND_RUNTIME    "none" (default): the kernel brings the slow path; "builtin": every unit does, for kernels without glue
 *   KMEND_WRITERS    more functions that write through a pointer: name:pointer-argument:size-argument, separated by commas
 *   KMEND_ALLOCATORS functions that allocate: name:size-argument, separated by commas; beside malloc
 *   KMEND_RELEASES   functions that release memory, separated by commas; beside free
 *   KMEND_UNITS      list of the units that get sites, with their components (inject/units.h); not set: every unit
 *   KMEND_DOMAINS    file that says which functions are recovery domains, for the runtime "akeso" (inject/akeso/domains.h)
 *   KMEND_LOG        how accesses reach the log of the runtime. "checked": the default; "osiris" also has "always" and "cloned" (inject/osiris/osiris.c),
 *                    "akeso" has "stores", "idle" and "counted" (docs/akeso.md)
 *   KMEND_CLANG      the compiler that the wrapper starts (clang-19)
 *   KMEND_VERBOSE    "1": say on stderr what was done to each unit
 *   KMEND_SUMMARY    file that gets a line for each unit (inject/summary.h); not set: none
 * KMEND_STRIP_DEBUG is how kmend-cc tells its passes of -g0; nobody else sets it.
 */
#ifndef KMEND_INJECT_SETTINGS_H
#define KMEND_INJECT_SETTINGS_H

#include <stdint.h>

#include "inject/library.h"

struct inject_units;

struct inject_settings {
	uint32_t types;    /* bit N: place sites of fault type number N */
	uint32_t recovery; /* enum kmend_runtime: what to instrument for */
	int builtin;       /* every instrumented unit brings the runtime for kernels without glue */
	uint32_t log;      /* enum kmend_log_level */
	int verbose;
	int strip_debug;     /* -g0: the object gets no debug information, the sites keep their lines */
	char *unit_root;     /* as inject_name_root() returns it */
	const char *writers; /* "" when not set */
	const char *domains; /* "" when not set */
	const char *clang;
	const char *summary;           /* "" when not set */
	struct inject_library library; /* what allocates and what releases */
	struct inject_units *units;    /* NULL when not set */
};

/*
 * Reads the environment. -1 after a message on stderr when a value is not known. To be released in both cases; strings that
 * are const belong to the environment.
 */
int inject_settings_read(struct inject_settings *s);
void inject_settings_release(struct inject_settings *s);

#endif
