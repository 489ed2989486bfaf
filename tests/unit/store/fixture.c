#include "fixture.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"

char fixture_dir[64], fixture_path[128];

void fixture_open_dir(void)
{
	strcpy(fixture_dir, "/tmp/kmend-store-XXXXXX");
	cr_assert_not_null(mkdtemp(fixture_dir));
	snprintf(fixture_path, sizeof(fixture_path), "%s/result.kmend", fixture_dir);
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st, (void)flag, (void)ftw;
	return remove(path);
}

void fixture_close_dir(void)
{
	nftw(fixture_dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void add_site(struct kmend_store *store, int number)
{
	char identity[64], function[32];
	struct kmend_store_function owner = {
		.component = number < 2 ? "pm" : "vfs", .unit = "servers/x.c", .name = function, .shape = UINT64_MAX
	};
	struct kmend_store_block block = { .ordinal = (uint32_t)number, .file = "servers/x.c" };
	struct kmend_store_site site = { .identity = identity,
		.candidate = 0,
		.type = "fail-stop",
		.file = "servers/x.c",
		.line = 10 + (uint32_t)number };

	snprintf(identity, sizeof(identity), "servers/x.c:f%d:%d:0:fail-stop", number, number);
	snprintf(function, sizeof(function), "f%d", number);
	cr_assert_eq(kmend_store_function_add(store, &owner), 0, "%s", kmend_error_text());
	block.function_id = owner.id;
	cr_assert_eq(kmend_store_block_add(store, &block), 0, "%s", kmend_error_text());
	site.block_id = block.id;
	cr_assert_eq(kmend_store_site_add(store, &site), 0, "%s", kmend_error_text());
	for (int64_t policy = 1; policy <= 2; policy++) {
		struct kmend_store_site_image image = { .site_id = site.id,
			.policy_id = policy,
			.dense_site = (uint32_t)number,
			.dense_block = (uint32_t)number };
		struct kmend_store_block_count count = { .policy_id = policy,
			.block_id = block.id,
			.protected_runs = policy == 2 ? 30 : 0,
			.unprotected_runs = 10 };

		cr_assert_eq(kmend_store_site_image_add(store, &image), 0, "%s", kmend_error_text());
		cr_assert_eq(kmend_store_block_count_add(store, &count), 0, "%s", kmend_error_text());
	}
}

struct kmend_store *fixture_campaign(void)
{
	static const char *const names[] = { "none", "enhanced" };
	struct kmend_store *store;

	cr_assert_eq(kmend_store_create(&store, fixture_path), 0, "%s", kmend_error_text());
	cr_assert_eq(kmend_store_begin(store), 0);
	for (int i = 0; i < 2; i++) {
		struct kmend_store_policy policy = { .name = names[i],
			.image_hash = "00ff",
			.image_path = "image.elf",
			.nsites = FIXTURE_SITES,
			.nblocks = FIXTURE_SITES,
			.golden_ns = 1000000,
			.limit_ns = 2000000000 };

		cr_assert_eq(kmend_store_policy_add(store, &policy), 0, "%s", kmend_error_text());
		cr_assert_eq(policy.id, i + 1);
	}
	for (int i = 0; i < FIXTURE_SITES; i++)
		add_site(store, i);
	for (int64_t site = 1; site <= FIXTURE_SITES; site++)
		for (int64_t policy = 1; policy <= 2; policy++) {
			struct kmend_store_plan plan = { .policy_id = policy, .site_id = site, .fault = FIXTURE_FAULT };

			cr_assert_eq(kmend_store_plan_add(store, &plan), 0, "%s", kmend_error_text());
		}
	cr_assert_eq(kmend_store_meta_set(store, "plan_complete", "1"), 0);
	cr_assert_eq(kmend_store_commit(store), 0, "%s", kmend_error_text());
	return store;
}

struct kmend_store_result fixture_result(int64_t id, int outcome)
{
	return (struct kmend_store_result){ .id = id,
		.attempts = 1,
		.outcome = outcome,
		.reason = "completed",
		.activations = 3,
		.recovered = 1,
		.guest_ns = 5000,
		.wall_us = 700,
		.own_us = 300,
		.log = "the log\n",
		.log_size = 8 };
}

void fixture_sql(const char *sql)
{
	char *message = NULL;
	sqlite3 *db;

	cr_assert_eq(sqlite3_open(fixture_path, &db), SQLITE_OK);
	cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, &message), SQLITE_OK, "%s: %s", sql, message);
	sqlite3_close(db);
}
