/*
 * A console as lines for the patterns, whatever bytes a guest wrote: a line ends at its newline, its first
 * KMEND_LINE_MAX characters count, escape sequences and control bytes are left out (a tab is a space,
 * a carriage return `?`), bytes above ASCII become `?`.
 * The marks of the builtin runtime (kmend/abi.h) are taken out on the way, wherever they stand.
 */
#ifndef KMEND_OUTCOME_LINES_H
#define KMEND_OUTCOME_LINES_H

#include <stddef.h>
#include <stdint.h>

#define KMEND_LINE_MAX 1024
#define KMEND_LINE_MARKS 8 /* in one line; more are ignored */

struct kmend_mark {
	uint64_t ns;     /* the guest's clock */
	uint64_t number; /* of the activation */
};

struct kmend_console_line {
	char text[KMEND_LINE_MAX + 1];
	size_t size;
	int ended; /* with a newline */
	struct kmend_mark marks[KMEND_LINE_MARKS];
	unsigned nmarks;
};

/* Reads the line at *at and moves *at past it. 0: nothing is left. `token` is what true marks carry. */
int kmend_console_line_next(
	struct kmend_console_line *line, const char *bytes, size_t size, size_t *at, uint64_t token);

/* Length of the mark at the start of these bytes, 0: it is not a mark. *mark is filled. */
size_t kmend_mark_read(struct kmend_mark *mark, const char *bytes, size_t size, uint64_t token);

#endif
