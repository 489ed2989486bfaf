/* The counting: every experiment in exactly one class, recoveries, coverage, order, validity. */
#include <criterion/criterion.h>
#include <string.h>

#include "fixture.h"
#include "harness/base/error.h"
#include "report/coverage.h"

TestSuite(summary, .init = fixture_open, .fini = fixture_close);

static struct kmend_summary load(void)
{
	struct kmend_summary summary;

	cr_assert_eq(kmend_summary_load(&summary, fixture_store), 0, "%s", kmend_error_text());
	return summary;
}

static void check_sums(const struct kmend_tally *tally)
{
	uint64_t sum = tally->pending;

	for (int i = 0; i < KMEND_OUTCOME_COUNT; i++)
		sum += tally->outcomes[i];
	cr_expect_eq(sum, tally->planned);
	cr_expect_eq(tally->activated,
		tally->outcomes[KMEND_OUTCOME_PASS] + tally->outcomes[KMEND_OUTCOME_FAIL] +
			tally->outcomes[KMEND_OUTCOME_SHUTDOWN] + tally->outcomes[KMEND_OUTCOME_CRASH]);
}

Test(summary, empty)
{
	struct kmend_summary summary = load();

	cr_expect_eq(summary.total.planned, 0);
	cr_expect_str_eq(summary.campaign, "");
	cr_expect_eq(summary.plan_complete, 0);
	cr_expect_not(kmend_summary_is_complete(&summary));
	cr_expect(kmend_summary_is_valid(&summary));
	kmend_summary_release(&summary);
}

Test(summary, every_class)
{
	struct kmend_summary summary;

	fixture_campaign();
	for (int i = 0; i < 7; i++)
		fixture_site(i < 3 ? "vfs" : "pm");
	/* Under enhanced (ids 1, 4, 7 ...) one of each class, the seventh stays planned. */
	for (int outcome = 1; outcome < KMEND_OUTCOME_COUNT; outcome++)
		fixture_result(
			1 + 3 * (outcome - 1), outcome, "r", outcome == KMEND_OUTCOME_PASS ? 5 : 1, outcome == 2);
	summary = load();
	cr_assert_eq(summary.npolicies, 3);
	cr_expect_str_eq(summary.policies[0].name, "none");
	cr_expect_str_eq(summary.policies[1].name, "pessimistic");
	cr_expect_str_eq(summary.policies[2].name, "enhanced");
	const struct kmend_tally *tally = &summary.policies[2].tally;
	for (int outcome = 1; outcome < KMEND_OUTCOME_COUNT; outcome++)
		cr_expect_eq(tally->outcomes[outcome], 1);
	cr_expect_eq(tally->planned, 7);
	cr_expect_eq(tally->pending, 1);
	cr_expect_eq(tally->activated, 4);
	cr_expect_eq(tally->recovered, 4, "not-activated and infra-error do not count");
	cr_expect_eq(tally->recoveries, 8);
	cr_expect_eq(tally->recoveries_max, 5);
	cr_expect_eq(tally->survived_after, 2);
	cr_expect_eq(tally->inconsistent, 1);
	cr_expect_eq(summary.total.planned, 21);
	check_sums(&summary.total);
	for (size_t i = 0; i < summary.npolicies; i++)
		check_sums(&summary.policies[i].tally);
	cr_expect_eq(summary.ncomponents, 6);
	cr_expect_str_eq(summary.components[0].name, "pm");
	for (size_t i = 0; i < summary.ncomponents; i++)
		check_sums(&summary.components[i].tally);
	cr_expect_not(kmend_summary_is_complete(&summary), "experiments are left");
	kmend_summary_release(&summary);
}

Test(summary, one_percent_infra_error_is_the_limit)
{
	struct kmend_summary summary;

	fixture_campaign();
	for (int i = 0; i < 67; i++) {
		int64_t id = fixture_site("pm");

		for (int k = 0; k < 3; k++)
			fixture_result(id + k, id + k <= 2 ? KMEND_OUTCOME_INFRA_ERROR : KMEND_OUTCOME_PASS, "r", 0, 0);
	}
	summary = load();
	cr_expect(kmend_summary_is_valid(&summary), "2 of 201");
	cr_expect(kmend_summary_is_complete(&summary));
	kmend_summary_release(&summary);
	for (int k = 0; k < 3; k++) /* 5 of 204: more */
		fixture_result(k ? fixture_site("pm") + k : fixture_site("pm"), KMEND_OUTCOME_INFRA_ERROR, "r", 0, 0);
	summary = load();
	cr_expect_not(kmend_summary_is_valid(&summary));
	kmend_summary_release(&summary);
}

Test(summary, coverage)
{
	struct kmend_summary summary;

	fixture_campaign();
	for (int i = 0; i < 4; i++)
		fixture_site(i ? "vfs" : "pm");
	summary = load();
	cr_assert_eq(summary.ncoverage, 6);
	cr_expect_eq(kmend_coverage_share(&summary, 0, NULL), 0);
	cr_expect_eq(kmend_coverage_share(&summary, 2, NULL), 0.75);
	cr_expect_eq(summary.coverage[5].policy, 2);
	cr_expect_str_eq(summary.coverage[5].component, "vfs");
	cr_expect_eq(summary.coverage[5].blocks, 3);
	cr_expect_eq(summary.coverage[5].protected, 90);
	cr_expect_eq(summary.coverage[5].unprotected, 30);
	kmend_summary_release(&summary);
}

Test(summary, reasons_by_count)
{
	struct kmend_summary summary;
	int64_t first, id;

	fixture_campaign();
	first = fixture_site("pm");
	fixture_result(first, KMEND_OUTCOME_CRASH, "hang", 0, 0);
	for (int i = 0; i < 2; i++) {
		id = fixture_site("pm");
		fixture_result(id, KMEND_OUTCOME_CRASH, "eof", 0, 0);
	}
	summary = load();
	cr_assert_eq(summary.nreasons, 2);
	cr_expect_str_eq(summary.reasons[0].reason, "eof");
	cr_expect_eq(summary.reasons[0].count, 2);
	cr_expect_eq(summary.reasons[0].example, first + 3);
	cr_expect_str_eq(summary.reasons[1].reason, "hang");
	kmend_summary_release(&summary);
}
