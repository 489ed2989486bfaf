/*
 * Result files of unknown origin. The input is a list of changes to a good one, made anew for each input: `p` bytes of pages, `s` values of
 * columns. Whatever is then opened is read by all readers, and each of them ends with rows or with one line. What a reader does not
 * refuse is written as text, JSON and page.
 */
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "harness/base/outcome.h"
#include "harness/store/store.h"
#include "harness/store/story.h"
#include "report/compare/sample.h"
#include "report/format.h"
#include "report/report.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/result/base.h"

#define CHANGES_MAX 64u

static char dir[] = "/dev/shm/kmend-fuzz-XXXXXX", path[64];
static uint8_t *base;
static size_t base_size;
static FILE *nowhere;

/* Columns that an input can set. */
static const char *const columns[][2] = {
	{ "meta", "key" },
	{ "meta", "value" },
	{ "policy", "name" },
	{ "policy", "image_hash" },
	{ "policy", "image_path" },
	{ "policy", "nsites" },
	{ "policy", "nblocks" },
	{ "policy", "golden_ns" },
	{ "policy", "limit_ns" },
	{ "policy", "boot_log" },
	{ "policy", "golden_log" },
	{ "function", "component" },
	{ "function", "unit" },
	{ "function", "name" },
	{ "function", "shape" },
	{ "block", "function_id" },
	{ "block", "ordinal" },
	{ "block", "file" },
	{ "block", "line" },
	{ "block_count", "protected_runs" },
	{ "block_count", "unprotected_runs" },
	{ "block_count", "boot_runs" },
	{ "stratum", "component" },
	{ "stratum", "type" },
	{ "stratum", "sites" },
	{ "stratum", "reached" },
	{ "stratum", "booted" },
	{ "stratum", "eligible" },
	{ "site", "identity" },
	{ "site", "block_id" },
	{ "site", "candidate" },
	{ "site", "type" },
	{ "site", "file" },
	{ "site", "line" },
	{ "site_image", "dense_site" },
	{ "site_image", "dense_block" },
	{ "experiment", "policy_id" },
	{ "experiment", "site_id" },
	{ "experiment", "repeat" },
	{ "experiment", "activation" },
	{ "experiment", "parameter" },
	{ "experiment", "seed" },
	{ "experiment", "state" },
	{ "experiment", "attempts" },
	{ "experiment", "outcome" },
	{ "experiment", "reason" },
	{ "experiment", "activations" },
	{ "experiment", "recovered" },
	{ "experiment", "inconsistent" },
	{ "experiment", "guest_ns" },
	{ "experiment", "wall_us" },
	{ "experiment", "own_us" },
	{ "experiment", "log" },
	{ "experiment", "console" },
	{ "experiment", "signature" },
	{ "experiment", "place" },
	{ "experiment", "place_kind" },
	{ "experiment", "note" },
};
enum { COLUMNS = sizeof columns / sizeof columns[0] };

static void clean(void)
{
	char name[80];

	for (int i = 0; i < 4; i++) {
		static const char *const ends[] = { "", "-wal", "-shm", "-journal" };

		snprintf(name, sizeof name, "%s%s", path, ends[i]);
		unlink(name);
	}
	rmdir(dir);
}

static void set_up(void)
{
	struct stat st;
	FILE *file;

	if (base)
		return;
	require(mkdtemp(dir) != NULL, "a folder");
	snprintf(path, sizeof path, "%s/r.kmend", dir);
	atexit(clean);
	fuzz_result_make(path);
	require(stat(path, &st) == 0, "its size");
	base_size = (size_t)st.st_size;
	base = malloc(base_size);
	file = fopen(path, "rb");
	require(base && file && fread(base, 1, base_size, file) == base_size, "its bytes");
	fclose(file);
	nowhere = fopen("/dev/null", "w");
	require(nowhere != NULL, "/dev/null");
}

/* ---- changes -------------------------------------------------------------------------------------------------- */

struct input {
	const uint8_t *at;
	size_t left;
};

static unsigned take(struct input *input)
{
	if (!input->left)
		return 0;
	input->left--;
	return *input->at++;
}

/* Bytes at a place: 3 of it, one of how many, and the bytes. */
static void change_pages(struct input *input)
{
	uint8_t *bytes = malloc(base_size);

	memcpy(bytes, base, base_size);
	for (unsigned i = 0; i < CHANGES_MAX && input->left > 4; i++) {
		size_t at = take(input) | take(input) << 8 | take(input) << 16;
		unsigned count = take(input) & 63;

		for (at %= base_size; count-- && input->left && at < base_size; at++)
			bytes[at] = (uint8_t)take(input);
	}
	write_whole(path, bytes, base_size);
	free(bytes);
}

static void bind(sqlite3_stmt *statement, unsigned type, const char *bytes, unsigned size)
{
	int64_t number = 0;

	memcpy(&number, bytes, size < sizeof number ? size : sizeof number);
	switch (type % 6) {
	case 0:
		sqlite3_bind_text(statement, 1, bytes, (int)size, SQLITE_STATIC);
		return;
	case 1:
		sqlite3_bind_blob(statement, 1, bytes, (int)size, SQLITE_STATIC);
		return;
	case 2:
		sqlite3_bind_int64(statement, 1, number);
		return;
	case 3:
		sqlite3_bind_double(statement, 1, (double)number);
		return;
	case 4:
		sqlite3_bind_zeroblob(statement, 1, (int)(number & 0x3ffff));
		return;
	default:
		sqlite3_bind_null(statement, 1);
	}
}

/* A column, a row, a type, a size, and the value. */
static void change_values(struct input *input)
{
	sqlite3 *db;

	write_whole(path, base, base_size);
	require(sqlite3_open(path, &db) == SQLITE_OK, "the file");
	sqlite3_exec(db, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA ignore_check_constraints=ON; BEGIN",
		NULL, NULL, NULL);
	for (unsigned i = 0; i < CHANGES_MAX && input->left > 3; i++) {
		const char *const *column = columns[take(input) % COLUMNS];
		unsigned row = take(input), type = take(input), size = take(input);
		sqlite3_stmt *statement;
		char sql[256];

		if (size > input->left)
			size = (unsigned)input->left;
		/* Some tables have no rowid: by place, then. */
		snprintf(sql, sizeof sql, "UPDATE %s SET %s = ?1 WHERE %s = (SELECT %s FROM %s LIMIT 1 OFFSET %u)",
			column[0], column[1], column[1], column[1], column[0], row % 12);
		require(sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK, "a change");
		bind(statement, type, (const char *)input->at, size);
		sqlite3_step(statement);
		sqlite3_finalize(statement);
		input->at += size;
		input->left -= size;
	}
	sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
	sqlite3_close(db);
}

/* ---- readers -------------------------------------------------------------------------------------------------- */

static int read_policy(const struct kmend_store_policy *policy, void *context)
{
	struct kmend_blob boot, log;

	require(policy->name && policy->image_hash && policy->image_path, "texts of a policy");
	if (kmend_store_policy_logs(context, policy->id, &boot, &log) == 0) {
		kmend_blob_release(&boot);
		kmend_blob_release(&log);
	}
	return 0;
}

static int read_row(const struct kmend_store_row *row, void *context)
{
	struct kmend_stories *stories = context;
	struct kmend_story story;

	require(row->policy && row->reason && row->signature && row->place && row->place_kind && row->note &&
			row->site.identity && row->site.type && row->site.file && row->site.component &&
			row->site.unit && row->site.function,
		"texts of an experiment");
	if (row->done && kmend_story_read(&story, stories, row->id, row->policy_id, row->dense_site) == 0)
		kmend_story_release(&story);
	return 0;
}

static void read_all(struct kmend_store *store)
{
	struct kmend_store_progress progress;
	struct kmend_stories *stories;
	struct kmend_samples samples;

	if (kmend_store_progress(store, &progress) == 0)
		require(progress.done <= progress.planned && progress.planned <= progress.whole, "sums");
	kmend_store_policies(store, read_policy, store);
	if (kmend_stories_open(&stories, store) == 0) {
		kmend_store_rows(store, read_row, stories);
		kmend_stories_close(stories);
	}
	if (kmend_samples_load(&samples, store) == 0)
		kmend_samples_release(&samples);
	kmend_report_write(store, NULL, NULL, KMEND_FORMAT_TEXT, nowhere);
	kmend_report_write(store, NULL, NULL, KMEND_FORMAT_JSON, nowhere);
	kmend_report_write(store, NULL, NULL, KMEND_FORMAT_HTML, nowhere);
	for (size_t i = 0; kmend_report_table_name(i); i++)
		kmend_report_write(store, NULL, kmend_report_table_name(i), KMEND_FORMAT_CSV, nowhere);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	struct kmend_store *store;

	if (!size)
		return 0;
	set_up();
	if (take(&input) == 'p')
		change_pages(&input);
	else
		change_values(&input);
	if (kmend_store_open_read(&store, path) < 0) {
		require(!store, "nothing after an error");
		require_printable(kmend_error_text(), "one printable line");
		return 0;
	}
	read_all(store);
	kmend_store_close(store);
	return 0;
}
