/*
 * What comes before a kernel's message: `<4>`, `[   12.345678]`, the caller `[  T214]` or `[   C1]`, a syslog's date
 * and host, notes about dropped messages, `(XEN) `.
 */
#ifndef KMEND_OUTCOME_STAMP_H
#define KMEND_OUTCOME_STAMP_H

#include <stdint.h>

struct kmend_stamp {
	uint32_t caller; /* task or processor that printed the line; 0: the line does not say */
	int timed;       /* there is a time stamp: a kernel's line */
};

/* The text after every stamp at the start of TEXT; *stamp is filled. */
const char *kmend_stamp_skip(const char *text, struct kmend_stamp *stamp);

/* The last time stamp in TEXT that does not stand at its start: there a kernel's message cut a program's line in two, or
 * came after a prompt. NULL: there is none. */
const char *kmend_stamp_inside(const char *text);

#endif
