/* Result files with known numbers, and the text of reports. */
#ifndef KMEND_TEST_REPORT_FIXTURE_H
#define KMEND_TEST_REPORT_FIXTURE_H

#include "harness/base/outcome.h"
#include "harness/store/store.h"
#include "report/report.h"

extern char fixture_dir[64];

void fixture_open(void);  /* a folder, and an empty result in it */
void fixture_close(void); /* closes the result and removes the folder */

extern struct kmend_store *fixture_store;

/* Meta facts and the policies enhanced, none, pessimistic, in this order; no sites yet. */
void fixture_campaign(void);
/* One site of `component`, planned for every policy; executed in golden runs 30 in and 10 out of windows under enhanced
 * (id 1), 0 and 40 under the others. Returns the id of the experiment under policy 1; the next ids are the others'. */
int64_t fixture_site(const char *component);
/* The result of one experiment. */
void fixture_result(int64_t id, enum kmend_outcome outcome, const char *reason, uint64_t recovered, int inconsistent);
/* A result with what its tests and probes came to; its service is judged here. */
void fixture_serving(int64_t id, enum kmend_outcome outcome, const struct kmend_serving *serving);
/* A crash with its signature. */
void fixture_crash(int64_t id, const char *signature, const char *place, const char *kind);

/* A number that was measured under a policy. */
void fixture_measure(int64_t policy, const char *kind, const char *subject, uint64_t value);

/* The report as a string of the caller; table NULL: the whole. */
char *fixture_report(const char *table, enum kmend_format format);

#endif
