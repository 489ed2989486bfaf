/* Lines of a terminal that are written over, whatever becomes of its size between. */
#ifndef KMEND_CAMPAIGN_SCREEN_H
#define KMEND_CAMPAIGN_SCREEN_H

#include "harness/base/buf.h"

#define SCREEN_LINES 32 /* most */

struct screen {                 /* all zero: nothing is drawn */
	unsigned rows, columns; /* of the terminal, when it was asked last; 0: not known */
	unsigned drawn_columns; /* when it was drawn */
	unsigned lengths[SCREEN_LINES];
	unsigned nlines;
};

/* Asks how large the terminal on descriptor `fd` is. */
void screen_measure(struct screen *screen, int fd);

/*
 * Writes `text` (lines with '\n' between them, one column for each byte) to `fd` in the place of what was drawn before. Every line is cut
 * to the width of the terminal. The cursor stays at the end of the last one.
 */
void screen_draw(struct screen *screen, int fd, const char *text);

#endif
