/* Texts in a script of gnuplot: only letters, digits and a little punctuation, so that no text becomes a command. */
#ifndef KMEND_REPORT_GNUPLOT_TEXT_H
#define KMEND_REPORT_GNUPLOT_TEXT_H

#include <stdio.h>

/* Anything else becomes a space. */
void kmend_gnuplot_text(FILE *out, const char *text);

#endif
