/* A result that is one shard of its plan: what it sees, and what a merge does to files that are damaged while it works. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "fixture.h"
#include "harness/base/error.h"
#include "harness/base/outcome.h"
#include "harness/store/merge.h"

TestSuite(shards, .init = fixture_open_dir, .fini = fixture_close_dir);

struct seen {
	uint64_t count, sites; /* bit I: site I */
};

static int see_row(const struct kmend_store_row *row, void *context)
{
	struct seen *seen = context;

	seen->count++;
	seen->sites |= 1u << row->site_id;
	return 0;
}

static int see_plan(const struct kmend_store_plan *plan, void *context)
{
	struct seen *seen = context;

	seen->count++;
	seen->sites |= 1u << plan->site_id;
	return 0;
}

static int see_share(const struct kmend_store_share *share, void *context)
{
	struct kmend_store_share *shares = context;

	cr_assert_lt(share->index, 8);
	shares[share->index] = *share;
	return 0;
}

/* Every site in exactly one shard, shards differ by one site at most. */
Test(shards, dealt_out)
{
	struct kmend_store *store = fixture_campaign();
	struct kmend_store_progress progress;

	for (uint32_t count = 1; count <= FIXTURE_SITES + 1; count++) {
		uint64_t all = 0;

		for (uint32_t index = 1; index <= count; index++) {
			struct seen rows = { 0 }, plans = { 0 };

			cr_assert_eq(kmend_store_shard_set(store, (struct kmend_shard){ index, count }), 0);
			cr_assert_eq(kmend_store_rows(store, see_row, &rows), 0, "%s", kmend_error_text());
			cr_assert_eq(kmend_store_pending(store, see_plan, &plans), 0, "%s", kmend_error_text());
			cr_assert_eq(kmend_store_progress(store, &progress), 0, "%s", kmend_error_text());
			cr_expect_eq(rows.count, plans.count);
			cr_expect_eq(rows.sites, plans.sites);
			cr_expect_eq(progress.planned, rows.count);
			cr_expect_eq(progress.whole, 2 * FIXTURE_SITES);
			cr_expect_eq(rows.count / 2, (FIXTURE_SITES + count - index) / count);
			cr_expect_eq(all & rows.sites, 0);
			all |= rows.sites;
		}
		cr_expect_eq(all, (1u << (FIXTURE_SITES + 1)) - 2);
	}
	kmend_store_close(store);
}

Test(shards, kept_in_the_file)
{
	struct kmend_store *store = fixture_campaign();
	struct kmend_store_share shares[8] = { 0 };
	struct kmend_store_result result = fixture_result(3, KMEND_OUTCOME_PASS); /* of site 2 */

	cr_assert_eq(kmend_store_shard_set(store, (struct kmend_shard){ 2, 3 }), 0);
	cr_assert_eq(kmend_store_result_put(store, &result), 0, "%s", kmend_error_text());
	kmend_store_close(store);
	cr_assert_eq(kmend_store_open_read(&store, fixture_path), 0, "%s", kmend_error_text());
	cr_expect_eq(kmend_store_shard(store).index, 2);
	cr_expect_eq(kmend_store_shard(store).count, 3);
	cr_assert_eq(kmend_store_shares(store, 3, see_share, shares), 0, "%s", kmend_error_text());
	cr_expect_eq(shares[1].planned, 4);
	cr_expect_eq(shares[2].planned, 2);
	cr_expect_eq(shares[2].done, 1);
	cr_expect_eq(shares[3].done, 0);
	kmend_store_close(store);
	cr_assert_eq(kmend_store_open(&store, fixture_path), 0, "%s", kmend_error_text());
	cr_expect_eq(kmend_store_shard(store).index, 2);
	cr_assert_eq(kmend_store_shard_set(store, KMEND_SHARD_WHOLE), 0);
	kmend_store_close(store);
	cr_assert_eq(kmend_store_open_read(&store, fixture_path), 0, "%s", kmend_error_text());
	cr_expect(kmend_shard_is_whole(kmend_store_shard(store)));
	kmend_store_close(store);
	fixture_sql("INSERT INTO meta VALUES('shard', '0/0')");
	cr_expect_eq(kmend_store_open_read(&store, fixture_path), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_INVALID);
}

static size_t files_in_folder(void)
{
	DIR *dir = opendir(fixture_dir);
	size_t count = 0;

	cr_assert_not_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));)
		count += entry->d_name[0] != '.';
	closedir(dir);
	return count;
}

static char out_path[160];

/* A merge of the fixture's file alone; the result of kmend_store_merge(). */
static int merge_one(const volatile sig_atomic_t *stopped)
{
	struct kmend_merge_input input = { .path = fixture_path };
	struct kmend_merge merge = { .out = out_path, .inputs = &input, .ninputs = 1, .stopped = stopped };

	snprintf(out_path, sizeof out_path, "%s/out.kmend", fixture_dir);
	return kmend_store_merge(&merge);
}

static void fill(size_t log_size)
{
	struct kmend_store *store = fixture_campaign();
	char *log = calloc(1, log_size);

	for (size_t i = 0; i < log_size; i++)
		log[i] = (char)(i * i >> 3 ^ i >> 7 ^ i * 31); /* hard to compress */
	for (int64_t id = 1; id <= 2 * FIXTURE_SITES; id++) {
		struct kmend_store_result result = fixture_result(id, KMEND_OUTCOME_CRASH);

		result.log = log;
		result.log_size = log_size;
		cr_assert_eq(kmend_store_result_put(store, &result), 0, "%s", kmend_error_text());
	}
	free(log);
	kmend_store_close(store);
}

Test(shards, merge_is_stopped)
{
	volatile sig_atomic_t stopped = 1;

	fill(100);
	cr_expect_eq(merge_one(&stopped), -1);
	cr_expect_eq(kmend_error_code(), KMEND_ERROR_INTERRUPTED);
	cr_expect_eq(files_in_folder(), 1);
	stopped = 0;
	cr_expect_eq(merge_one(&stopped), 0, "%s", kmend_error_text());
	cr_expect_eq(files_in_folder(), 2);
}

/* No room for the output: nothing is left of it. */
Test(shards, merge_without_room)
{
	struct rlimit limit;

	fill(400000);
	signal(SIGXFSZ, SIG_IGN);
	cr_assert_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = 1 << 20;
	cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
	cr_expect_eq(merge_one(NULL), -1);
	cr_expect(strstr(kmend_error_text(), "out.kmend"), "%s", kmend_error_text());
	cr_expect_eq(files_in_folder(), 1);
}

/* Tables of a stranger: nothing of their definition gets into the output, and what it has no place for is refused. */
Test(shards, merge_of_a_strange_schema)
{
	static const char *const damage[] = {
		"PRAGMA foreign_keys=OFF; UPDATE experiment SET site_id = 99 WHERE id = 1",
		"UPDATE experiment SET reason = x'00ff' WHERE id = 1",
		"UPDATE experiment SET guest_ns = 'long' WHERE id = 1",
		"UPDATE experiment SET outcome = 0 WHERE id = 1",
		"CREATE TABLE other AS SELECT * FROM policy; DROP TABLE policy; ALTER TABLE other RENAME TO policy;"
		"INSERT INTO policy SELECT * FROM policy",
	};

	for (size_t i = 0; i < sizeof damage / sizeof damage[0]; i++) {
		fill(100);
		fixture_sql(damage[i]);
		cr_expect_eq(merge_one(NULL), -1, "%s", damage[i]);
		cr_expect_eq(kmend_error_code(), KMEND_ERROR_INVALID, "%s: %s", damage[i], kmend_error_text());
		cr_expect_eq(files_in_folder(), 1, "%s", damage[i]);
		remove(fixture_path);
	}
}
