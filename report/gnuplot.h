/* Charts as files, drawn by gnuplot. */
#ifndef KMEND_REPORT_GNUPLOT_H
#define KMEND_REPORT_GNUPLOT_H

#include <stdio.h>

#include "report/chart.h"

/* Writes NAME.gnuplot into the folder `dir`, which exists, and draws NAME.svg and NAME.png with it; says on `chatter`
 * (can be NULL) where they lie. -1 with a message. */
int kmend_gnuplot_draw(const struct kmend_chart *chart, const char *dir, FILE *chatter);

#endif
