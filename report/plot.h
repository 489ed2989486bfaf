/* What the charts share. Internal to report/. */
#ifndef KMEND_REPORT_PLOT_H
#define KMEND_REPORT_PLOT_H

#include <stdio.h>

#include "report/summary.h"

#define KMEND_PLOT_NUMBER_FROM 4.0 /* percent: a thinner slice gets no number on it */

/* Colours of the outcomes, in order pass, fail, shutdown, crash. */
struct kmend_plot_shade {
	enum kmend_outcome outcome;
	const char *fill, *text; /* of the bar; of the number on it */
};
extern const struct kmend_plot_shade kmend_plot_shades[4];
extern const char *const kmend_plot_extensions[2]; /* of the pictures */

/* A text of the result as letters, digits and a little punctuation: never a command. */
void kmend_plot_plain(FILE *out, const char *text);
/* Terminal, output, title, axes of a chart with `groups` places on its x axis. */
void kmend_plot_head(FILE *out, const struct kmend_summary *summary, const char *name, const char *title, size_t groups,
	const char *extension);
/* Share of the activated experiments, in percent. */
double kmend_plot_percent(const struct kmend_tally *tally, enum kmend_outcome outcome);

/* plot_components.c: the script of the chart `components`. */
void kmend_plot_components(FILE *out, const struct kmend_summary *summary);

#endif
