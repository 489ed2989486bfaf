/*
 * Lines of a program that a kernel's message tore: `PASS [   12.345678] dev0: not synced`, and `sum` on the next line. The
 * message is a line of its own, and what was torn is one line again.
 *
 * A line is torn where a time stamp stands in its middle, unless the whole says more than its beginning: it ends a log, or
 * is a verdict on a test and its beginning alone is not one.
 */
#ifndef KMEND_OUTCOME_TORN_H
#define KMEND_OUTCOME_TORN_H

#include "harness/base/pattern.h"
#include "harness/outcome/lines.h"

struct kmend_torn {
	char head[KMEND_LINE_MAX + 1]; /* of a line whose rest is still to come; "" when there is none */
	unsigned waited;               /* lines of the kernel since then */
	unsigned given_up;             /* lines whose rest never came, until now */
};

struct kmend_torn_lines {
	char text[2][KMEND_LINE_MAX + 1];
	size_t count;
};

/* Takes the next line of a console (zero *torn at its start). *lines are the lines to read now, in their order. */
void kmend_torn_next(struct kmend_torn_lines *lines, struct kmend_torn *torn, const struct kmend_patterns *patterns,
	const struct kmend_console_line *line);

/* At the end of the console: the beginning whose rest never came, if there is one. */
void kmend_torn_rest(struct kmend_torn_lines *lines, struct kmend_torn *torn);

#endif
