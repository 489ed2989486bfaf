/* A forest (chart.h) as a script of gnuplot. For gnuplot.c. */
#ifndef KMEND_REPORT_GNUPLOT_FOREST_H
#define KMEND_REPORT_GNUPLOT_FOREST_H

#include <stdio.h>

#include "report/chart.h"

/* The data of all series; then the picture, once for each kind of file ("svg", "png"). */
void kmend_gnuplot_forest_data(const struct kmend_chart *chart, FILE *out);
void kmend_gnuplot_forest(const struct kmend_chart *chart, const char *extension, FILE *out);

#endif
