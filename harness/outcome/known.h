/* The signatures of a run without a fault: a report that it has, too, names no crash. */
#ifndef KMEND_OUTCOME_KNOWN_H
#define KMEND_OUTCOME_KNOWN_H

#include "harness/outcome/crash.h"

/* Zero holds none. */
struct kmend_crash_known {
	char **signatures;
	size_t count;
};

void kmend_crash_known_release(struct kmend_crash_known *known);

/* For the files of this folder only. -1: out of memory. */
int known_add(struct kmend_crash_known *known, const struct kmend_crash *crash);
int known_has(const struct kmend_crash_known *known, const struct kmend_crash *crash);

#endif
