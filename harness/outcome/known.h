/* The signatures of a run without a fault: a report that it has, too, names no crash. */
#ifndef KMEND_OUTCOME_KNOWN_H
#define KMEND_OUTCOME_KNOWN_H

#include "harness/outcome/crash.h"

struct kmend_crash_report {
	char *signature;
	int names_crash; /* it would name a crash: a detection, or a report that the kernel does not just go on from */
};

/* Zero holds none. */
struct kmend_crash_known {
	struct kmend_crash_report *reports;
	size_t count;
};

/* The signatures as one text, one a line: a new string of the caller, at most 60,000 bytes; NULL: out of memory. And back:
 * adds them, any text is fine; -1: out of memory. */
char *kmend_crash_known_text(const struct kmend_crash_known *known);
int kmend_crash_known_parse(struct kmend_crash_known *known, const char *text);

void kmend_crash_known_release(struct kmend_crash_known *known);

/* For the files of this folder only. -1: out of memory. */
int known_add(struct kmend_crash_known *known, const struct kmend_crash *crash, int names_crash);
int known_has(const struct kmend_crash_known *known, const struct kmend_crash *crash);

#endif
