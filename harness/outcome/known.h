/* The signatures of a run without a fault. For the files of this folder only. */
#ifndef KMEND_OUTCOME_KNOWN_H
#define KMEND_OUTCOME_KNOWN_H

#include "harness/outcome/signature.h"

int known_add(struct kmend_crash_known *known, const struct kmend_crash *crash); /* -1: out of memory */
int known_has(const struct kmend_crash_known *known, const struct kmend_crash *crash);

/* console.c: every report of a console. */
int known_add_console(struct kmend_crash_known *known, const char *console, size_t size);

#endif
