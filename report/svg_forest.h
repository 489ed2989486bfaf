/* A forest (chart.h) as an SVG element. For svg.c. */
#ifndef KMEND_REPORT_SVG_FOREST_H
#define KMEND_REPORT_SVG_FOREST_H

#include <stdio.h>

#include "report/chart.h"

void kmend_svg_forest(const struct kmend_chart *chart, FILE *out);

#endif
