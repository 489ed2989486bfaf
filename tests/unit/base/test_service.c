/* Usable, lost, down, unknown: what a run's outcome and its probes make of it. */
#include <criterion/criterion.h>

#include "harness/base/service.h"

Test(service, who_survived_is_usable_when_every_probe_passes)
{
	cr_expect_eq(kmend_service_judge(KMEND_OUTCOME_PASS, 7, 0), KMEND_SERVICE_USABLE);
	cr_expect_eq(kmend_service_judge(KMEND_OUTCOME_FAIL, 7, 0), KMEND_SERVICE_USABLE);
	cr_expect_eq(kmend_service_judge(KMEND_OUTCOME_FAIL, 6, 1), KMEND_SERVICE_LOST);
	cr_expect_eq(kmend_service_judge(KMEND_OUTCOME_PASS, 0, 7), KMEND_SERVICE_LOST);
}

Test(service, who_did_not_survive_is_down)
{
	cr_expect_eq(kmend_service_judge(KMEND_OUTCOME_CRASH, 7, 0), KMEND_SERVICE_DOWN);
	cr_expect_eq(kmend_service_judge(KMEND_OUTCOME_SHUTDOWN, 0, 7), KMEND_SERVICE_DOWN);
}

Test(service, without_probes_or_fault_nothing_is_known)
{
	for (enum kmend_outcome outcome = KMEND_OUTCOME_NONE; outcome < KMEND_OUTCOME_COUNT; outcome++)
		cr_expect_eq(kmend_service_judge(outcome, 0, 0), KMEND_SERVICE_UNKNOWN);
	cr_expect_eq(kmend_service_judge(KMEND_OUTCOME_NOT_ACTIVATED, 7, 0), KMEND_SERVICE_UNKNOWN);
	cr_expect_eq(kmend_service_judge(KMEND_OUTCOME_INFRA_ERROR, 0, 7), KMEND_SERVICE_UNKNOWN);
}

Test(service, words)
{
	cr_expect_str_eq(kmend_service_name(KMEND_SERVICE_USABLE), "usable");
	cr_expect_str_eq(kmend_service_name(KMEND_SERVICE_LOST), "lost");
	cr_expect_str_eq(kmend_service_name((enum kmend_service)99), "unknown");
	cr_expect_str_eq(kmend_service_name((enum kmend_service) - 1), "unknown");
}
