/* Usable and lost services, audits that nobody answered, and how many tests failed: counted, shown, and unknown where nothing was probed. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "harness/base/file.h"
#include "report/outcomes.h"
#include "report/summary.h"

TestSuite(service, .init = fixture_open, .fini = fixture_close);

static void has(const char *text, const char *part)
{
	cr_expect(strstr(text, part), "'%s' is not in:\n%s", part, text);
}

static struct kmend_serving serving(uint64_t failed, uint64_t lost)
{
	return (struct kmend_serving){
		.planned = 91, .failed = failed, .probes_passed = 7 - lost, .probes_failed = lost
	};
}

/*
 * Ten sites under enhanced: 2 pass, 1 of them with a lost service; 6 fail with 1, 1, 4, 20, 90 and 91 failed tests, the last two
 * with lost services; a shutdown; one that did not activate. Under none everything crashes; pessimistic is a target without probes.
 */
static void campaign(void)
{
	static const uint64_t failed[] = { 0, 0, 1, 1, 4, 20, 90, 91 }, lost[] = { 0, 1, 0, 0, 0, 0, 2, 7 };
	struct kmend_serving dead = serving(90, 7), unprobed = { .planned = 91, .failed = 3 };

	fixture_campaign();
	for (int i = 0; i < 10; i++) {
		int64_t id = fixture_site(i % 2 ? "vfs" : "pm");
		struct kmend_serving one = i < 8 ? serving(failed[i], lost[i]) : dead;

		one.unavailable = i == 7 ? 2 : 0;
		fixture_serving(id,
			i < 2            ? KMEND_OUTCOME_PASS
				: i < 8  ? KMEND_OUTCOME_FAIL
				: i == 8 ? KMEND_OUTCOME_SHUTDOWN
					 : KMEND_OUTCOME_NOT_ACTIVATED,
			&one);
		fixture_serving(id + 1, KMEND_OUTCOME_CRASH, &dead);
		fixture_serving(id + 2, i < 4 ? KMEND_OUTCOME_FAIL : KMEND_OUTCOME_CRASH, &unprobed);
	}
}

Test(service, counts)
{
	struct kmend_summary summary;
	const struct kmend_tally *none, *pessimistic, *enhanced;

	campaign();
	cr_assert_eq(kmend_summary_load(&summary, fixture_store), 0);
	none = &summary.policies[0].tally;
	pessimistic = &summary.policies[1].tally;
	enhanced = &summary.policies[2].tally;
	cr_expect_eq(enhanced->activated, 9);
	cr_expect_eq(enhanced->services[KMEND_SERVICE_USABLE], 5);
	cr_expect_eq(enhanced->services[KMEND_SERVICE_LOST], 3);
	cr_expect_eq(enhanced->services[KMEND_SERVICE_DOWN], 1);
	cr_expect_eq(enhanced->services[KMEND_SERVICE_UNKNOWN], 0, "what did not activate does not count");
	cr_expect_eq(enhanced->unavailable, 1, "experiments, not audits");
	cr_expect(kmend_share_is_known(enhanced, KMEND_SHARE_USABLE));
	cr_expect_eq(kmend_share_count(enhanced, KMEND_SHARE_LOST), 3);
	cr_expect(kmend_share_is_known(none, KMEND_SHARE_USABLE), "nothing is usable, and that is known");
	cr_expect_eq(kmend_share_count(none, KMEND_SHARE_USABLE), 0);
	cr_expect_not(kmend_share_is_known(pessimistic, KMEND_SHARE_USABLE));
	cr_expect(kmend_share_is_known(pessimistic, 0), "outcomes are");
	kmend_summary_release(&summary);
}

Test(service, table)
{
	char *text;

	campaign();
	text = fixture_report("service", KMEND_FORMAT_TEXT);
	has(text, "enhanced     (all)              9    88.9% [56.5, 98.0]  55.6% [26.7, 81.1]  33.3% [12.1, 64.6]");
	has(text, "none         (all)             10      0.0% [0.0, 27.8]    0.0% [0.0, 27.8]    0.0% [0.0, 27.8]");
	has(text, "pessimistic  (all)             10    40.0% [16.8, 68.7]             unknown             unknown");
	has(text, "unknown: the target probes nothing.");
	free(text);
	text = fixture_report("service", KMEND_FORMAT_CSV);
	has(text, "\npessimistic,,10,10,0,4,0,6,");
	has(text, ",0,,,,,,,,,10,0,0,0\n");
	has(text, ",1,5,0.555556,0.266651,0.811221,3,0.333333,0.120584,0.645798,0,5,3,1\n");
	free(text);
	text = fixture_report(NULL, KMEND_FORMAT_TEXT);
	has(text, "What is left of the service");
	free(text);
}

Test(service, nothing_probed)
{
	char *text;

	fixture_campaign();
	fixture_result(fixture_site("pm"), KMEND_OUTCOME_PASS, "completed", 0, 0);
	text = fixture_report(NULL, KMEND_FORMAT_TEXT);
	cr_expect_null(strstr(text, "What is left of the service"));
	has(text, "usable: unknown; the target probes no service after the workload.");
	free(text);
}

Test(service, json)
{
	char *text;
	json_t *root, *list, *policy;
	double value = 0;
	json_int_t usable = 0, lost = 0, unavailable = 0, failed = 0, experiments = 0;

	campaign();
	text = fixture_report(NULL, KMEND_FORMAT_JSON);
	root = json_loads(text, 0, NULL);
	cr_assert_not_null(root);
	list = json_object_get(root, "policies");
	policy = json_array_get(list, 2);
	cr_assert_eq(json_unpack(policy, "{s:{s:I,s:I},s:I,s:{s:{s:f}}}", "services", "usable", &usable, "lost", &lost,
			     "unavailable", &unavailable, "rates", "usable", "value", &value),
		0);
	cr_expect_eq(usable, 5);
	cr_expect_eq(lost, 3);
	cr_expect_eq(unavailable, 1);
	cr_expect_float_eq(value, 5.0 / 9, 1e-6);
	cr_assert_eq(json_unpack(json_array_get(json_object_get(policy, "failed_tests"), 1), "{s:I,s:I}", "failed",
			     &failed, "experiments", &experiments),
		0);
	cr_expect_eq(failed, 1);
	cr_expect_eq(experiments, 2);
	policy = json_array_get(list, 1);
	cr_expect(json_is_null(json_object_get(json_object_get(policy, "rates"), "usable")));
	cr_expect(json_is_null(json_object_get(json_object_get(policy, "rates"), "service_lost")));
	json_decref(root);
	free(text);
}

Test(service, failed_tests)
{
	char *text;

	campaign();
	text = fixture_report("failed-tests", KMEND_FORMAT_CSV);
	cr_expect_str_eq(text,
		"policy,failed,planned,experiments\npessimistic,3,91,4\nenhanced,0,91,2\nenhanced,1,91,2\nenhanced,4,"
		"91,1\n"
		"enhanced,20,91,1\nenhanced,90,91,1\nenhanced,91,91,1\n");
	free(text);
	text = fixture_report("failed-tests", KMEND_FORMAT_TEXT);
	has(text,
		"enhanced            8  25.0% [7.1, 59.1]  25.0% [7.1, 59.1]     12.5% [2.2, 47.1]  0.0% [0.0, 32.4]  "
		"12.5% [2.2, 47.1]  25.0% [7.1, 59.1]       1    91  91\n");
	has(text, "none                0                  -                  -");
	free(text);
}

Test(service, charts)
{
	char dir[160];
	struct kmend_buf text = KMEND_BUF_INIT;
	char *path;

	campaign();
	snprintf(dir, sizeof(dir), "%s/plots", fixture_dir);
	if (kmend_report_plots(fixture_store, dir, NULL) < 0)
		cr_skip_test("no gnuplot");
	path = kmend_format("%s/failed-tests.svg", dir);
	cr_assert_eq(kmend_file_read(&text, path, 1 << 20), 0);
	has(text.data, "10 to a half");
	has(text.data, "n = 8");
	kmend_buf_release(&text);
	free(path);
	path = kmend_format("%s/service.svg", dir);
	cr_expect_eq(kmend_file_read(&text, path, 1 << 20), -1, "one policy is of a target without probes");
	free(path);
}
