/* Outcomes by component: counts, totals, and the estimate of a stratified sample against one made by hand. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "harness/base/error.h"
#include "report/stratified.h"
#include "report/wilson.h"

TestSuite(components, .init = fixture_open, .fini = fixture_close);

#define CRASH (1u << KMEND_OUTCOME_CRASH)
#define PASS (1u << KMEND_OUTCOME_PASS)

static int close_to(double a, double b)
{
	return fabs(a - b) < 1e-9;
}

/* How many sites of a component there are, and how many the campaign chose from. */
static void population(const char *component, uint64_t sites, uint64_t eligible)
{
	const struct kmend_store_stratum stratum = {
		.component = component, .type = "fail-stop", .sites = sites, .reached = eligible, .eligible = eligible
	};

	cr_assert_eq(kmend_store_stratum_add(fixture_store, &stratum), 0, "%s", kmend_error_text());
}

/*
 * fs: 10 of 90 sites planned, 4 crash; mm: 10 of 10 planned, 9 crash; under enhanced (policy 1). The other policies have
 * not run. Sites that no policy reaches, or not all, are not part of the population.
 */
static void stratified_campaign(void)
{
	fixture_campaign();
	cr_assert_eq(kmend_store_meta_set(fixture_store, "select", "per-component"), 0);
	for (int i = 0; i < 10; i++)
		fixture_result(fixture_site("fs"), i < 4 ? KMEND_OUTCOME_CRASH : KMEND_OUTCOME_PASS, "r", 0, 0);
	for (int i = 0; i < 10; i++)
		fixture_result(fixture_site("mm"), i < 9 ? KMEND_OUTCOME_CRASH : KMEND_OUTCOME_PASS, "r", 0, 0);
	population("fs", 92, 90);
	population("mm", 10, 10);
}

static struct kmend_summary load(void)
{
	struct kmend_summary summary;

	cr_assert_eq(kmend_summary_load(&summary, fixture_store), 0, "%s", kmend_error_text());
	return summary;
}

/* The policies' places in the summary: enhanced is the last. */
enum { ENHANCED = 2 };

Test(components, stratified_estimate)
{
	struct kmend_rate fs = kmend_wilson(4, 10), mm = kmend_wilson(9, 10), rate;
	struct kmend_summary summary;

	stratified_campaign();
	summary = load();
	cr_expect_eq(summary.active_sites, 100);
	cr_assert(kmend_stratified_is(&summary));
	cr_expect_eq(kmend_stratified_sites(&summary, ENHANCED), 100);
	rate = kmend_stratified_rate(&summary, ENHANCED, CRASH);
	cr_expect(close_to(rate.value, 0.9 * 0.4 + 0.1 * 0.9), "%f", rate.value);
	cr_expect(close_to(
		rate.low, rate.value - sqrt(pow(0.9 * (fs.value - fs.low), 2) + pow(0.1 * (mm.value - mm.low), 2))));
	cr_expect(close_to(
		rate.high, rate.value + sqrt(pow(0.9 * (fs.high - fs.value), 2) + pow(0.1 * (mm.high - mm.value), 2))));
	cr_expect(close_to(kmend_stratified_rate(&summary, ENHANCED, CRASH | PASS).value, 1));
	cr_expect_eq(kmend_stratified_rate(&summary, ENHANCED, CRASH | PASS).high, 1);
	cr_expect_gt(
		kmend_stratified_rate(&summary, ENHANCED, 1u << KMEND_OUTCOME_FAIL).high, 0, "0 of 20 is not never");
	rate = kmend_stratified_rate(&summary, 0, CRASH);
	cr_expect(rate.value == 0 && rate.low == 0 && rate.high == 1, "nothing has run");
	kmend_summary_release(&summary);
}

/* Sites that do not activate when armed shrink their stratum. */
Test(components, not_activated_sites)
{
	struct kmend_summary summary;

	fixture_campaign();
	cr_assert_eq(kmend_store_meta_set(fixture_store, "select", "per-component"), 0);
	for (int i = 0; i < 10; i++)
		fixture_result(
			fixture_site("fs"), i < 5 ? KMEND_OUTCOME_NOT_ACTIVATED : KMEND_OUTCOME_CRASH, "r", 0, 0);
	for (int i = 0; i < 5; i++)
		fixture_result(fixture_site("mm"), KMEND_OUTCOME_PASS, "r", 0, 0);
	fixture_result(fixture_site("net"), KMEND_OUTCOME_INFRA_ERROR, "r", 0, 0);
	population("fs", 10, 10);
	population("mm", 5, 5);
	population("net", 1, 1);
	summary = load();
	cr_expect(close_to(kmend_stratified_rate(&summary, ENHANCED, CRASH).value, 0.5));
	cr_expect_eq(kmend_stratified_sites(&summary, ENHANCED), 15, "nothing is known about net");
	kmend_summary_release(&summary);
}

/* With one stratum, or with the same share of each, the estimate is the plain one. */
Test(components, agrees_with_the_plain_share)
{
	struct kmend_rate plain = kmend_wilson(3, 8), rate;
	struct kmend_summary summary;

	fixture_campaign();
	cr_assert_eq(kmend_store_meta_set(fixture_store, "select", "per-component"), 0);
	for (int i = 0; i < 8; i++)
		fixture_result(fixture_site("fs"), i < 3 ? KMEND_OUTCOME_CRASH : KMEND_OUTCOME_PASS, "r", 0, 0);
	population("fs", 8, 8);
	summary = load();
	rate = kmend_stratified_rate(&summary, ENHANCED, CRASH);
	cr_expect(
		close_to(rate.value, plain.value) && close_to(rate.low, plain.low) && close_to(rate.high, plain.high));
	kmend_summary_release(&summary);
}

Test(components, only_where_the_sample_is_stratified)
{
	struct kmend_summary summary;

	stratified_campaign();
	cr_assert_eq(kmend_store_meta_set(fixture_store, "select", "sample"), 0);
	summary = load();
	cr_expect_not(kmend_stratified_is(&summary));
	kmend_summary_release(&summary);
}

static void has(const char *text, const char *part)
{
	cr_expect(strstr(text, part), "'%s' is not in:\n%s", part, text);
}

Test(components, tables)
{
	char *text, *again;

	stratified_campaign();
	text = fixture_report("components", KMEND_FORMAT_CSV);
	has(text, "survived_high,unavailable,usable,usable_rate,");
	has(text, "service_lost_high,active_sites\n");
	has(text, "\nenhanced,fs,10,10,6,0,0,4,0,0,0,0,0,");
	has(text, ",90\n");
	cr_expect_null(strstr(text, "(all)"), "who adds up a column must not add totals");
	free(text);
	text = fixture_report("components", KMEND_FORMAT_TEXT);
	has(text, "4 = 40.0% [16.8, 68.7]");
	has(text, "13 = 65.0% [");
	has(text, "enhanced     (all)                     100");
	has(text, "enhanced     (all, weighted)           100");
	has(text, "45.0% [");
	has(text, "The same number of sites from each component");
	again = fixture_report(NULL, KMEND_FORMAT_TEXT);
	has(again, "Survivability under random fault injection\n");
	has(again, "\nOutcomes by component\n");
	has(again, "(all, weighted)");
	free(text);
	free(again);
	text = fixture_report("survivability", KMEND_FORMAT_TEXT);
	cr_expect_null(strstr(text, "\nOutcomes by component\n"));
	free(text);
}

Test(components, one_component_needs_no_table)
{
	char *text;

	fixture_campaign();
	fixture_result(fixture_site("fs"), KMEND_OUTCOME_CRASH, "r", 0, 0);
	text = fixture_report(NULL, KMEND_FORMAT_TEXT);
	cr_expect_null(strstr(text, "Outcomes by component"));
	free(text);
}

Test(components, json)
{
	json_t *json, *policy, *list, *rates;
	char *text;

	stratified_campaign();
	text = fixture_report(NULL, KMEND_FORMAT_JSON);
	json = json_loads(text, 0, NULL);
	cr_assert_not_null(json);
	policy = json_array_get(json_object_get(json, "policies"), ENHANCED);
	list = json_object_get(policy, "components");
	cr_assert_eq(json_array_size(list), 2);
	cr_expect_eq(json_integer_value(json_object_get(json_array_get(list, 0), "active_sites")), 90);
	cr_expect_eq(json_integer_value(json_object_get(json_object_get(policy, "weighted"), "sites")), 100);
	rates = json_object_get(json_object_get(policy, "weighted"), "rates");
	cr_expect(close_to(json_real_value(json_object_get(json_object_get(rates, "crash"), "value")), 0.45));
	cr_expect(close_to(json_real_value(json_object_get(json_object_get(rates, "survived"), "value")), 0.55));
	policy = json_array_get(json_object_get(json, "policies"), 0);
	cr_expect(json_is_null(json_object_get(policy, "weighted")), "it has not run");
	json_decref(json);
	free(text);
}
