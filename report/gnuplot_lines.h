/* Lines (chart.h) as a script of gnuplot. For gnuplot.c. */
#ifndef KMEND_REPORT_GNUPLOT_LINES_H
#define KMEND_REPORT_GNUPLOT_LINES_H

#include <stdio.h>

#include "report/chart.h"

/* The data of all series; then the lines, after what gnuplot.c has set up. */
void kmend_gnuplot_lines_data(const struct kmend_chart *chart, FILE *out);
void kmend_gnuplot_lines(const struct kmend_chart *chart, FILE *out);

#endif
