#include "fixture.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"

char fixture_dir[64];
struct kmend_store *fixture_store;

static int64_t experiments, sites;

void fixture_open(void)
{
	char path[128];

	strcpy(fixture_dir, "/tmp/kmend-report-XXXXXX");
	cr_assert_not_null(mkdtemp(fixture_dir));
	snprintf(path, sizeof(path), "%s/result.kmend", fixture_dir);
	cr_assert_eq(kmend_store_create(&fixture_store, path), 0, "%s", kmend_error_text());
	experiments = sites = 0;
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st, (void)flag, (void)ftw;
	return remove(path);
}

void fixture_close(void)
{
	kmend_store_close(fixture_store);
	nftw(fixture_dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

void fixture_campaign(void)
{
	static const char *const facts[][2] = { { "campaign", "unit" }, { "target", "toy" },
		{ "revision", "abc123-dirty" }, { "seed", "7" }, { "fault_model", "fail-stop" }, { "jobs", "2" },
		{ "seconds", "4.0" }, { "plan_complete", "1" } };
	static const char *const names[] = { "enhanced", "none", "pessimistic" };

	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		cr_assert_eq(kmend_store_meta_set(fixture_store, facts[i][0], facts[i][1]), 0);
	for (int i = 0; i < 3; i++) {
		struct kmend_store_policy policy = {
			.name = names[i], .image_hash = "ff", .image_path = "image.elf", .golden_ns = 1000
		};

		cr_assert_eq(kmend_store_policy_add(fixture_store, &policy), 0, "%s", kmend_error_text());
	}
}

int64_t fixture_site(const char *component)
{
	char identity[128];
	struct kmend_store_function function = { .component = component, .unit = "unit.c", .name = "f" };
	struct kmend_store_block block = { .file = "unit.c", .line = 12 };
	struct kmend_store_site site = { .identity = identity, .type = "fail-stop", .file = "unit.c", .line = 12 };

	snprintf(identity, sizeof(identity), "unit.c:f:%lld:0:fail-stop", (long long)++sites);
	cr_assert_eq(kmend_store_function_add(fixture_store, &function), 0, "%s", kmend_error_text());
	block.function_id = function.id;
	cr_assert_eq(kmend_store_block_add(fixture_store, &block), 0, "%s", kmend_error_text());
	site.block_id = block.id;
	cr_assert_eq(kmend_store_site_add(fixture_store, &site), 0, "%s", kmend_error_text());
	for (int64_t policy = 1; policy <= 3; policy++) {
		struct kmend_store_site_image image = { .site_id = site.id,
			.policy_id = policy,
			.dense_site = (uint32_t)sites,
			.dense_block = (uint32_t)sites };
		struct kmend_store_block_count count = { .policy_id = policy,
			.block_id = block.id,
			.protected_runs = policy == 1 ? 30 : 0,
			.unprotected_runs = policy == 1 ? 10 : 40 };
		struct kmend_store_plan plan = { .policy_id = policy, .site_id = site.id };

		cr_assert_eq(kmend_store_site_image_add(fixture_store, &image), 0, "%s", kmend_error_text());
		cr_assert_eq(kmend_store_block_count_add(fixture_store, &count), 0, "%s", kmend_error_text());
		cr_assert_eq(kmend_store_plan_add(fixture_store, &plan), 0, "%s", kmend_error_text());
		experiments = plan.id;
	}
	return experiments - 2;
}

void fixture_result(int64_t id, enum kmend_outcome outcome, const char *reason, uint64_t recovered, int inconsistent)
{
	struct kmend_store_result result = { .id = id,
		.attempts = 1,
		.outcome = outcome,
		.reason = reason,
		.activations = outcome == KMEND_OUTCOME_NOT_ACTIVATED ? 0 : 1,
		.recovered = recovered,
		.inconsistent = inconsistent,
		.guest_ns = 2000,
		.wall_us = 100,
		.own_us = 40 };

	cr_assert_eq(kmend_store_result_put(fixture_store, &result), 0, "%s", kmend_error_text());
}

void fixture_serving(int64_t id, enum kmend_outcome outcome, const struct kmend_serving *serving)
{
	struct kmend_store_result result = { .id = id,
		.attempts = 1,
		.outcome = outcome,
		.reason = "r",
		.activations = outcome == KMEND_OUTCOME_NOT_ACTIVATED ? 0 : 1,
		.serving = *serving };

	result.serving.service = kmend_service_judge(outcome, serving->probes_passed, serving->probes_failed);
	cr_assert_eq(kmend_store_result_put(fixture_store, &result), 0, "%s", kmend_error_text());
}

void fixture_crash(int64_t id, const char *signature, const char *place, const char *kind)
{
	struct kmend_store_result result = { .id = id,
		.attempts = 1,
		.outcome = KMEND_OUTCOME_CRASH,
		.reason = "panic:p",
		.activations = 1,
		.signature = signature,
		.place = place,
		.place_kind = kind };

	cr_assert_eq(kmend_store_result_put(fixture_store, &result), 0, "%s", kmend_error_text());
}

void fixture_measure(int64_t policy, const char *kind, const char *subject, uint64_t value)
{
	const struct kmend_store_measure measure = {
		.policy_id = policy, .kind = kind, .subject = subject, .value = value
	};

	cr_assert_eq(kmend_store_measure_add(fixture_store, &measure), 0, "%s", kmend_error_text());
}

char *fixture_report(const char *table, enum kmend_format format)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	cr_assert_eq(kmend_report_write(fixture_store, NULL, table, format, out), 0, "%s", kmend_error_text());
	fclose(out);
	return text;
}
