/* What a run without a fault has to show, and what it must not show. Each sets the message of what is wrong. */
#ifndef KMEND_CAMPAIGN_GOLDEN_CHECK_H
#define KMEND_CAMPAIGN_GOLDEN_CHECK_H

#include "harness/campaign/pool.h"
#include "harness/outcome/known.h"

#define GOLDEN_LIMIT_S 60u /* guest virtual time of one golden run, when the target says nothing */

/* How a run ended that should have come to the end of its workload; NULL: it has. The text is valid until the next call. */
const char *golden_bad_end(const struct pool_policy *policy, const struct machine_result *result);

/* 0 when the patterns matched that must have matched when the workload has come to its end. */
int golden_check_matched(const struct kmend_patterns *console, const struct machine_result *result);

/* 0 when what came after the last line of the workload, in a run that went on (order: past_end), is no panic; or one that the
 * target declares. */
int golden_check_after(const struct machine_result *result, const struct machine_config *config);

/* 0 when this report names no crash (what a kernel goes on from, a warning, never does), or the target declares it. */
int golden_check_report(const struct kmend_crash_report *report, const struct machine_config *config);
/* 0 when the run holds no report that would name a crash, but for those that the target declares. */
int golden_check_reports(const struct kmend_crash_known *known, const struct machine_config *config);

/* 1: the target says that a run without a fault may show this (`golden_reports`). */
int golden_declares(const struct machine_config *config, const char *signature);

/* Guest virtual seconds that a run without a fault may take. */
uint32_t golden_limit_s(const struct pool_policy *policy);

#endif
