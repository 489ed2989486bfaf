/* What goes in comes out: facts, policies, sites, the plan, results, logs; also when the texts are hostile. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "harness/base/error.h"
#include "harness/base/outcome.h"

TestSuite(results, .init = fixture_open_dir, .fini = fixture_close_dir);

/* Texts that end an SQL string, a format or a line where one is careless. */
static const char *const hostile[] = { "'; DROP TABLE experiment; --", "\"', ?1, %s %n %", "", "a\nb\x1b[2J",
	"\xff\xfe", "NULL" };
#define NHOSTILE (sizeof(hostile) / sizeof(hostile[0]))

Test(results, meta)
{
	struct kmend_store *store = fixture_campaign();
	char *value;

	for (size_t i = 0; i < NHOSTILE; i++) {
		cr_assert_eq(kmend_store_meta_set(store, "campaign", hostile[i]), 0);
		cr_assert_eq(kmend_store_meta_set(store, hostile[i], "key"), 0);
		cr_assert_eq(kmend_store_meta_get(store, "campaign", &value), 0);
		cr_expect_str_eq(value, hostile[i]);
		free(value);
		cr_assert_eq(kmend_store_meta_get(store, hostile[i], &value), 0);
		cr_expect_str_eq(value, "key");
		free(value);
	}
	cr_assert_eq(kmend_store_meta_get(store, "no such key", &value), 0);
	cr_expect_null(value);
	kmend_store_close(store);
}

static int keep_row(const struct kmend_store_row *row, void *context)
{
	cr_expect_str_eq(row->site.identity, "bug-x");
	cr_expect_eq(row->dense_site, KMEND_STORE_NO_SITE);
	cr_expect_eq(row->fault.type, KMEND_FAULT_NONE);
	*(int *)context = 1;
	return 0;
}

/* A site that stands for a test has no fault; no other site can do without. */
Test(results, an_experiment_about_a_test)
{
	struct kmend_store *store = fixture_campaign();
	struct kmend_store_site site = {
		.identity = "bug-x", .block_id = 1, .type = KMEND_STORE_TEST_TYPE, .file = ""
	};
	struct kmend_store_site_image image = {
		.policy_id = 1, .dense_site = KMEND_STORE_NO_SITE, .dense_block = KMEND_STORE_NO_SITE
	};
	struct kmend_store_plan plan = { .policy_id = 1, .fault = { .activation = KMEND_ACTIVATION_PERSISTENT } }, read;
	int rows = 0;

	cr_assert_eq(kmend_store_site_add(store, &site), 0);
	image.site_id = plan.site_id = site.id;
	cr_assert_eq(kmend_store_site_image_add(store, &image), 0);
	cr_assert_eq(kmend_store_plan_add(store, &plan), 0);
	cr_assert_eq(kmend_store_plan_get(store, plan.id, &read), 0, "%s", kmend_error_text());
	cr_expect_str_eq(read.test, "bug-x");
	cr_assert_eq(kmend_store_row_get(store, plan.id, keep_row, &rows), 0);
	cr_expect_eq(rows, 1);
	cr_assert_eq(kmend_store_plan_get(store, 1, &read), 0);
	cr_expect_str_eq(read.test, "");
	kmend_store_close(store);
	fixture_sql("UPDATE site SET type = 'none'");
	cr_assert_eq(kmend_store_open_read(&store, fixture_path), 0);
	cr_expect_eq(kmend_store_plan_get(store, 1, &read), -1);
	kmend_store_close(store);
}

Test(results, seconds_add_up)
{
	struct kmend_store *store = fixture_campaign();
	char *value;

	for (int i = 0; i < 3; i++)
		cr_assert_eq(kmend_store_seconds_add(store, 1.25), 0);
	cr_assert_eq(kmend_store_meta_get(store, "seconds", &value), 0);
	cr_expect_str_eq(value, "3.750");
	free(value);
	kmend_store_close(store);
}

static int count_row(const struct kmend_store_row *row, void *context)
{
	int *rows = context;

	cr_expect_eq(row->id, ++*rows, "by id");
	return 0;
}

static int keep_text(const struct kmend_store_row *row, void *context)
{
	char **reason = context;

	*reason = strdup(row->reason);
	return 0;
}

Test(results, hostile_reasons_and_sites)
{
	struct kmend_store *store = fixture_campaign();
	char *reason;
	int rows = 0;

	for (size_t i = 0; i < NHOSTILE; i++) {
		struct kmend_store_result result = fixture_result((int64_t)i + 1, KMEND_OUTCOME_CRASH);
		struct kmend_store_function function = {
			.component = hostile[i], .unit = hostile[i], .name = hostile[i]
		};
		struct kmend_store_block block = { .file = hostile[i] };
		struct kmend_store_site site = { .identity = hostile[i], .type = hostile[i], .file = hostile[i] };

		result.reason = hostile[i];
		cr_assert_eq(kmend_store_result_put(store, &result), 0, "%s", kmend_error_text());
		cr_assert_eq(kmend_store_row_get(store, (int64_t)i + 1, keep_text, &reason), 0);
		cr_expect_str_eq(reason, hostile[i]);
		free(reason);
		cr_assert_eq(kmend_store_function_add(store, &function), 0, "%s", kmend_error_text());
		block.function_id = function.id;
		cr_assert_eq(kmend_store_block_add(store, &block), 0, "%s", kmend_error_text());
		site.block_id = block.id;
		cr_assert_eq(kmend_store_site_add(store, &site), 0, "%s", kmend_error_text());
	}
	cr_assert_eq(kmend_store_rows(store, count_row, &rows), 0);
	cr_expect_eq(rows, 2 * FIXTURE_SITES, "nothing was dropped");
	kmend_store_close(store);
}

static void check_fault(const struct kmend_fault *fault)
{
	cr_expect_eq(fault->type, KMEND_FAULT_FAIL_STOP);
	cr_expect_eq(fault->candidate, 0);
	cr_expect_eq(fault->activation, KMEND_ACTIVATION_EVERY);
	cr_expect_eq(fault->parameter, 3);
	cr_expect_eq(fault->seed, UINT64_MAX - 1);
	cr_expect_eq(fault->executions + fault->activations, 0, "the guest's");
}

static int check_row(const struct kmend_store_row *row, void *context)
{
	(void)context;
	cr_expect_str_eq(row->policy, "enhanced");
	cr_expect_str_eq(row->site.identity, "servers/x.c:f1:1:0:fail-stop");
	cr_expect_str_eq(row->site.component, "pm");
	cr_expect_str_eq(row->site.unit, "servers/x.c");
	cr_expect_str_eq(row->site.function, "f1");
	cr_expect_eq(row->site.block, 1);
	cr_expect_eq(row->site.shape, UINT64_MAX);
	cr_expect_eq(row->site.line, 11);
	check_fault(&row->fault);
	cr_expect_eq(row->dense_site, 1);
	cr_expect_eq(row->done, 1);
	cr_expect_eq(row->outcome, KMEND_OUTCOME_FAIL);
	cr_expect_str_eq(row->reason, "tests:a");
	cr_expect_eq(row->activations, 1u << 20);
	cr_expect_eq(row->recovered, 7);
	cr_expect_eq(row->inconsistent, 1);
	cr_expect_eq(row->serving.unavailable, 2);
	cr_expect_eq(row->serving.planned, 91);
	cr_expect_eq(row->serving.failed, 90);
	cr_expect_eq(row->serving.skipped, 3);
	cr_expect_eq(row->serving.probes_passed, 5);
	cr_expect_eq(row->serving.probes_failed, 1);
	cr_expect_eq(row->serving.service, KMEND_SERVICE_LOST);
	cr_expect_eq(row->attempts, 2);
	cr_expect_eq(row->guest_ns, 1ull << 40);
	cr_expect_eq(row->wall_us, 4000);
	cr_expect_eq(row->own_us, 1500);
	return 0;
}

Test(results, a_result)
{
	struct kmend_store *store = fixture_campaign();
	struct kmend_store_result result = fixture_result(4, KMEND_OUTCOME_FAIL);
	struct kmend_blob log, console;

	result.reason = "tests:a";
	result.attempts = 2;
	result.activations = 1u << 20;
	result.recovered = 7;
	result.inconsistent = 1;
	result.serving = (struct kmend_serving){ KMEND_SERVICE_LOST, 91, 90, 3, 5, 1, 2 };
	result.guest_ns = 1ull << 40;
	result.wall_us = 4000;
	result.own_us = 1500;
	result.log = "a\0b";
	result.log_size = 3;
	cr_assert_eq(kmend_store_result_put(store, &result), 0, "%s", kmend_error_text());
	cr_assert_eq(kmend_store_row_get(store, 4, check_row, NULL), 0);
	cr_assert_eq(kmend_store_log_get(store, 4, &log, &console), 0);
	cr_expect_eq(log.size, 3);
	cr_expect_eq(memcmp(log.data, "a\0b", 3), 0);
	cr_expect_eq(console.size, 0);
	kmend_blob_release(&log);
	kmend_blob_release(&console);
	cr_assert_eq(kmend_store_log_get(store, 5, &log, &console), 0, "planned, no log yet");
	cr_expect_null(log.data);
	kmend_store_close(store);
}

Test(results, only_once)
{
	struct kmend_store *store = fixture_campaign();
	struct kmend_store_result result = fixture_result(1, KMEND_OUTCOME_PASS);

	cr_assert_eq(kmend_store_result_put(store, &result), 0);
	result.outcome = KMEND_OUTCOME_CRASH;
	cr_expect_eq(kmend_store_result_put(store, &result), -1);
	cr_expect(strstr(kmend_error_text(), "experiment 1 is not planned, or has its result already"));
	result.id = 999;
	cr_expect_eq(kmend_store_result_put(store, &result), -1);
	cr_expect_eq(kmend_store_row_get(store, 999, keep_text, NULL), -1);
	cr_expect(strstr(kmend_error_text(), "no experiment 999"));
	kmend_store_close(store);
}

Test(results, logs_of_every_size)
{
	struct kmend_store *store = fixture_campaign();
	size_t size = 3u << 20;
	char *bytes = malloc(size);
	struct kmend_blob boot, golden;

	for (size_t i = 0; i < size; i++)
		bytes[i] = (char)((i * 2654435761u) >> 13);
	cr_assert_eq(kmend_store_policy_logs_set(store, 1, bytes, size, "", 0), 0, "%s", kmend_error_text());
	cr_assert_eq(kmend_store_policy_logs(store, 1, &boot, &golden), 0);
	cr_expect_eq(boot.size, size);
	cr_expect_eq(memcmp(boot.data, bytes, size), 0);
	cr_expect_eq(golden.size, 0);
	kmend_blob_release(&boot);
	kmend_blob_release(&golden);
	cr_expect_eq(kmend_store_policy_logs_set(store, 9, bytes, 5, bytes, 5), -1, "no such policy");
	free(bytes);
	kmend_store_close(store);
}

Test(results, progress)
{
	struct kmend_store *store = fixture_campaign();
	struct kmend_store_progress progress;

	for (int64_t id = 1; id <= 3; id++) {
		struct kmend_store_result result =
			fixture_result(id, id == 3 ? KMEND_OUTCOME_CRASH : KMEND_OUTCOME_PASS);

		cr_assert_eq(kmend_store_result_put(store, &result), 0);
	}
	cr_assert_eq(kmend_store_progress(store, &progress), 0);
	cr_expect_eq(progress.planned, 8);
	cr_expect_eq(progress.done, 3);
	cr_expect_eq(progress.outcomes[KMEND_OUTCOME_PASS], 2);
	cr_expect_eq(progress.outcomes[KMEND_OUTCOME_CRASH], 1);
	cr_expect_eq(progress.plan_complete, 1);
	kmend_store_close(store);
}

static int stop_at_two(const struct kmend_store_plan *plan, void *context)
{
	int *seen = context;

	check_fault(&plan->fault);
	return ++*seen == 2 ? 42 : 0;
}

Test(results, iterating_stops_when_told)
{
	struct kmend_store *store = fixture_campaign();
	int seen = 0;

	cr_expect_eq(kmend_store_pending(store, stop_at_two, &seen), 42);
	cr_expect_eq(seen, 2);
	kmend_store_close(store);
}

static int check_coverage(const struct kmend_store_coverage *coverage, void *context)
{
	int *rows = context;

	++*rows;
	cr_expect_eq(coverage->blocks, 2);
	cr_expect_eq(coverage->protected_runs, coverage->policy_id == 2 ? 60 : 0);
	cr_expect_eq(coverage->unprotected_runs, 20);
	return 0;
}

Test(results, coverage)
{
	struct kmend_store *store = fixture_campaign();
	int rows = 0;

	cr_assert_eq(kmend_store_coverage(store, check_coverage, &rows), 0);
	cr_expect_eq(rows, 4, "two policies, two components");
	kmend_store_close(store);
}

static int check_uneven(const struct kmend_store_coverage *coverage, void *context)
{
	int *rows = context;
	int kernel = strcmp(coverage->component, "kernel") == 0;

	++*rows;
	cr_expect_eq(coverage->blocks, kernel ? 1 : 2);
	if (kernel)
		cr_expect_eq(coverage->unprotected_runs, coverage->policy_id == 1 ? 7 : 0);
	return 0;
}

/* A block that one policy executes and the other does not is one of both. */
Test(results, coverage_of_what_never_ran)
{
	struct kmend_store *store = fixture_campaign();
	struct kmend_store_function function = { .component = "kernel", .unit = "k.c", .name = "k" };
	struct kmend_store_block block = { .file = "k.c" };
	struct kmend_store_block_count count = { .policy_id = 1, .unprotected_runs = 7, .boot_runs = 1000 };
	int rows = 0;

	cr_assert_eq(kmend_store_function_add(store, &function), 0);
	block.function_id = function.id;
	cr_assert_eq(kmend_store_block_add(store, &block), 0);
	count.block_id = block.id;
	cr_assert_eq(kmend_store_block_count_add(store, &count), 0);
	cr_expect_eq(kmend_store_block_count_add(store, &count), -1, "once for each policy");
	cr_assert_eq(kmend_store_coverage(store, check_uneven, &rows), 0, "%s", kmend_error_text());
	cr_expect_eq(rows, 6);
	kmend_store_close(store);
}

struct strata {
	int rows;
	uint64_t chosen, eligible;
};

static int check_stratum(const struct kmend_store_stratum *stratum, void *context)
{
	struct strata *strata = context;

	strata->rows++;
	strata->chosen += stratum->chosen;
	strata->eligible += stratum->eligible;
	cr_expect_eq(stratum->sites, 100);
	cr_expect_eq(stratum->reached, 50);
	cr_expect_eq(stratum->booted, 20);
	return 0;
}

static int check_active(const struct kmend_store_active *active, void *context)
{
	++*(int *)context;
	cr_expect_str_eq(active->component, "pm", "what nothing was chosen from is not told");
	cr_expect_eq(active->sites, 30);
	return 0;
}

Test(results, strata)
{
	static const char *const of[][2] = { { "pm", "fail-stop" }, { "pm", "hang" }, { "vfs", "hang" } };
	struct kmend_store *store = fixture_campaign();
	struct strata strata = { 0 };
	int components = 0;

	for (size_t i = 0; i < 3; i++) {
		struct kmend_store_stratum stratum = { .component = of[i][0],
			.type = of[i][1],
			.sites = 100,
			.reached = 50,
			.booted = 20,
			.eligible = i ? 0 : 30 };

		cr_assert_eq(kmend_store_stratum_add(store, &stratum), 0, "%s", kmend_error_text());
		cr_expect_eq(kmend_store_stratum_add(store, &stratum), -1, "twice");
	}
	cr_assert_eq(kmend_store_strata(store, check_stratum, &strata), 0, "%s", kmend_error_text());
	cr_expect_eq(strata.rows, 3);
	cr_expect_eq(strata.chosen, 2, "the fail-stop sites of pm in the fixture");
	cr_expect_eq(strata.eligible, 30);
	cr_assert_eq(kmend_store_active(store, check_active, &components), 0);
	cr_expect_eq(components, 1);
	kmend_store_close(store);
}

/* A plan has no texts: what was read stays what it is when the next one is read, and when the file is closed. */
Test(results, an_order_outlives_the_store)
{
	struct kmend_store *store = fixture_campaign();
	struct kmend_store_plan first, second;

	cr_assert_eq(kmend_store_plan_get(store, 1, &first), 0);
	cr_assert_eq(kmend_store_plan_get(store, 2, &second), 0);
	kmend_store_close(store);
	check_fault(&first.fault);
	check_fault(&second.fault);
}

Test(results, a_fault_that_nobody_knows)
{
	static const char *const damage[] = { "UPDATE site SET type = 'teapot' WHERE id = 1",
		"UPDATE site SET type = 'fail-stop', candidate = 65536 WHERE id = 1",
		"UPDATE site SET candidate = 0 WHERE id = 1; UPDATE experiment SET activation = 'sometimes' WHERE id = "
		"1" };

	kmend_store_close(fixture_campaign());
	for (size_t i = 0; i < sizeof(damage) / sizeof(damage[0]); i++) {
		struct kmend_store_plan plan;
		struct kmend_store *store;

		fixture_sql(damage[i]);
		cr_assert_eq(kmend_store_open_read(&store, fixture_path), 0);
		cr_expect_eq(kmend_store_plan_get(store, 1, &plan), -1, "%s", damage[i]);
		cr_expect(
			strstr(kmend_error_text(), "a fault that this kmend does not know"), "%s", kmend_error_text());
		kmend_store_close(store);
	}
}

Test(results, the_same_experiment_twice)
{
	struct kmend_store *store = fixture_campaign();
	struct kmend_store_plan plan = { .policy_id = 1, .site_id = 1 };

	cr_expect_eq(kmend_store_plan_add(store, &plan), -1);
	plan.repeat = 1;
	cr_expect_eq(kmend_store_plan_add(store, &plan), 0);
	cr_expect_eq(kmend_store_plan_get(store, plan.id, &plan), 0);
	cr_expect_eq(plan.repeat, 1);
	kmend_store_close(store);
}

Test(results, rollback)
{
	struct kmend_store *store = fixture_campaign();
	struct kmend_store_result result = fixture_result(1, KMEND_OUTCOME_PASS);
	struct kmend_store_progress progress;

	cr_assert_eq(kmend_store_begin(store), 0);
	cr_assert_eq(kmend_store_result_put(store, &result), 0);
	cr_assert_eq(kmend_store_rollback(store), 0);
	cr_assert_eq(kmend_store_progress(store, &progress), 0);
	cr_expect_eq(progress.done, 0);
	cr_assert_eq(kmend_store_rollback(store), 0, "without a transaction nothing happens");
	kmend_store_close(store);
}

static int check_crash(const struct kmend_store_row *row, void *context)
{
	const char *const *want = context;

	cr_expect_str_eq(row->signature, want[0]);
	cr_expect_str_eq(row->place, want[1]);
	cr_expect_str_eq(row->place_kind, want[2]);
	return 0;
}

Test(results, signatures)
{
	struct kmend_store *store = fixture_campaign();
	struct kmend_store_result result = fixture_result(1, KMEND_OUTCOME_CRASH);
	const char *want[] = { "page-fault in f", "f.c:3", "line" }, *none[] = { "", "", "" };

	result.signature = want[0];
	result.place = want[1];
	result.place_kind = want[2];
	cr_assert_eq(kmend_store_result_put(store, &result), 0, "%s", kmend_error_text());
	cr_expect_eq(kmend_store_row_get(store, 1, check_crash, want), 0);
	cr_expect_eq(kmend_store_row_get(store, 2, check_crash, none), 0);
	kmend_store_close(store);
}
