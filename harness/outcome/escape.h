/* Escape sequences of terminals (ECMA-48), as programs and firmware write them to a console. */
#ifndef KMEND_OUTCOME_ESCAPE_H
#define KMEND_OUTCOME_ESCAPE_H

#include <stddef.h>

#define KMEND_ESCAPE 0x1b

/*
 * Length of the sequence that begins with the ESC at `bytes`: at least 1, never more than `size`, never past a newline. A
 * control string (a window title) that is not closed on its line counts only as its introducer: what follows is text.
 */
size_t kmend_escape_size(const char *bytes, size_t size);

#endif
