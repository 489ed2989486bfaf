/*
 * What a campaign with `measure: disruption` found out, out of the measures of a summary: intervals, tests, and how long each took at each interval.
 * Internal to report/osiris/.
 */
#ifndef KMEND_REPORT_OSIRIS_DISRUPTION_H
#define KMEND_REPORT_OSIRIS_DISRUPTION_H

#include "report/summary.h"

enum { DISRUPTION_INTERVALS = 32, DISRUPTION_TESTS = 64 };

struct disruption {
	uint64_t intervals
		[DISRUPTION_INTERVALS]; /* ns, from the longest to the shortest; first 0, never, when it is there */
	size_t nintervals;
	const char *tests[DISRUPTION_TESTS]; /* by name; texts of the summary */
	size_t ntests;
};

/* All policies together; where tests say how much work they are (a counter TEST.work) only those that do. Nothing was measured so: no intervals. What does not fit is left out. */
void disruption_of(struct disruption *disruption, const struct kmend_summary *summary);
/* Guest ns of a test at an interval (0: undisturbed); negative: it did not pass, or did not run. */
double disruption_ns(const struct kmend_summary *summary, size_t policy, uint64_t interval, const char *test);
/* Recoveries, or failed tests, of the run with that interval; negative: no such run. */
double disruption_count(const struct kmend_summary *summary, size_t policy, enum kmend_measure kind, uint64_t interval);
/* The share of its undisturbed speed that a test has at an interval; negative: not known. */
double disruption_share(const struct kmend_summary *summary, size_t policy, uint64_t interval, const char *test);
/* The geometric mean of these shares over all tests, a test that did not pass left out; negative: none passed. */
double disruption_mean(
	const struct kmend_summary *summary, const struct disruption *disruption, size_t policy, uint64_t interval);
/* "never", "64 ms", "500 us". */
#define DISRUPTION_TEXT_MAX 32
const char *disruption_text(char out[DISRUPTION_TEXT_MAX], uint64_t interval);

#endif
