/*
 * Scores of the UnixBench-like suite (targets/unixbench), as UnixBench scores: work per second of guest time, over the figure of a reference machine, times ten; the
 * index of a system is the geometric mean of its twelve. The reference is UnixBench's own (a SPARCstation 20-61 with 128 MB, Solaris 2.3, for which all scores are
 * 10), so that a score belongs to one result and one policy, and those of two targets stand side by side as in the paper's Table IV. The programs are not
 * UnixBench's and the second is one of the guest's: only quotients of our scores mean something. Internal to report/osiris/.
 */
#ifndef KMEND_REPORT_OSIRIS_UNIXBENCH_H
#define KMEND_REPORT_OSIRIS_UNIXBENCH_H

#include "report/summary.h"

/* What the paper calls `benchmark`, under a policy: from the measures `time` of test ub_NAME and `counter` ub_NAME.work. Negative: not measured. */
double osiris_score(const struct kmend_summary *summary, size_t policy, const char *benchmark);
/* The geometric mean of those that are measured; negative: none is. */
double osiris_index(const struct kmend_summary *summary, size_t policy);
/* The score of `work` done in `ns`. Negative: there is no such benchmark, or no time. */
double osiris_score_of(const char *benchmark, double work, double ns);
/* Work of the benchmark, in the unit of the suite. Negative: not said. */
double osiris_work(const struct kmend_summary *summary, size_t policy, const char *benchmark);
/* "ub_NAME", as the test is called. */
#define OSIRIS_TEST_MAX 64
const char *osiris_test(char out[OSIRIS_TEST_MAX], const char *benchmark);

#endif
