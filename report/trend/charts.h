/* The charts of a trend. Internal to report/trend/. */
#ifndef KMEND_REPORT_TREND_CHARTS_H
#define KMEND_REPORT_TREND_CHARTS_H

#include "report/chart.h"
#include "report/trend/trend.h"

#define SHORT_COMMIT 10 /* characters of the name of a commit that people see */

/* Are both of one target and campaign? */
int trend_is_same_plan(const struct kmend_trend_point *a, const struct kmend_trend_point *b);

/* Takes the chart, which can be a failed one. Other than 0 ends the list. */
typedef int trend_chart_function(struct kmend_chart *chart, const char *name, const char *title, void *context);

/* Calls `each` with every chart that shows something; returns what it returned last. */
int trend_charts(const struct kmend_trend *trend, trend_chart_function *each, void *context);

#endif
