/* Recovery coverage out of a summary. Internal to report/. */
#ifndef KMEND_REPORT_COVERAGE_H
#define KMEND_REPORT_COVERAGE_H

#include "report/summary.h"

/* Does the policy protect at all? Its row of the policies says so; of a policy without a row what was counted. */
int kmend_coverage_is_measured(const struct kmend_summary *summary, size_t policy);

/* Protected block executions of the component (NULL: of all) among all. -1 when nothing was counted. */
double kmend_coverage_share(const struct kmend_summary *summary, size_t policy, const char *component);

/* Is row `i` of the coverage the first one with its component? */
int kmend_coverage_is_first(const struct kmend_summary *summary, size_t i);

#endif
