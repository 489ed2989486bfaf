/* The whole report as JSON: keys of the design, which are fixed, and more beside them. Internal to report/. */
#ifndef KMEND_REPORT_REPORT_JSON_H
#define KMEND_REPORT_REPORT_JSON_H

#include <stdio.h>

#include "report/summary.h"

int kmend_report_json(const struct kmend_summary *summary, FILE *out);

#endif
