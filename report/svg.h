/* A chart as an SVG element inside a page. Its texts and axes have the colour of the text around it. */
#ifndef KMEND_REPORT_SVG_H
#define KMEND_REPORT_SVG_H

#include <stdio.h>

#include "report/chart.h"

void kmend_svg_write(const struct kmend_chart *chart, FILE *out);

#endif
