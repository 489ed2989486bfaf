/* The last words of a guest that did not do what it should have: on stderr, in safe form, bounded. */
#ifndef KMEND_CAMPAIGN_TAIL_H
#define KMEND_CAMPAIGN_TAIL_H

#include "harness/machine/machine.h"

/* The ends of both serial ports, event log first. Nothing for a port that said nothing. */
void tail_print(const struct machine_result *result);

/* The last line of the console that is not empty, for a message: safe to print, at most 80 bytes. A new string; NULL: out of memory. */
char *tail_line(const char *text, size_t size);

#endif
