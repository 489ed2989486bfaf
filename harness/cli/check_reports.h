/* What the run without a fault reports: it has to be declared in target.yaml, or no campaign begins. */
#ifndef KMEND_CLI_CHECK_REPORTS_H
#define KMEND_CLI_CHECK_REPORTS_H

#include "harness/cli/check.h"

/* The reports and detections of the boot and of the workload, into check->reports. -1: out of memory. */
int check_read_reports(struct check *check);

#endif
