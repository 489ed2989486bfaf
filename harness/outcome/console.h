/* The report of a console that tells the crash. */
#ifndef KMEND_OUTCOME_CONSOLE_H
#define KMEND_OUTCOME_CONSOLE_H

#include "harness/outcome/known.h"

/*
 * The console's half of it: 1 when there is a report in the text (`survived` says of which kind; one that names a crash
 * comes first), 0 when there is none (`crash` is all zero then). -1: out of memory.
 */
int kmend_crash_console(
	struct kmend_crash *crash, const char *console, size_t size, const struct kmend_crash_known *known);

/* Adds every report of a console. -1: out of memory. For signature.c. */
int known_add_console(struct kmend_crash_known *known, const char *console, size_t size);

#endif
