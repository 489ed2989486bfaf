/* Result files that somebody made to do harm: exactly our schema or a refusal, and an end to everything that is read. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "fixture.h"
#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/outcome.h"

TestSuite(hostile, .init = fixture_open_dir, .fini = fixture_close_dir, .timeout = 60);

static void refused(const char *sql)
{
	struct kmend_store *store = (void *)1;

	cr_expect_eq(kmend_store_open_read(&store, fixture_path), -1, "%s", sql);
	cr_expect(strstr(kmend_error_text(), "not a kmend result, or damaged"), "%s: %s", sql, kmend_error_text());
	cr_expect_eq(kmend_store_open(&store, fixture_path), -1, "%s", sql);
	cr_expect_null(store);
}

/* ---- schema --------------------------------------------------------------------------------------------------- */

Test(hostile, exactly_our_schema)
{
	static const char *const changes[] = {
		"CREATE VIEW v AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
		"CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM experiment; END",
		"ALTER TABLE experiment ADD COLUMN more TEXT",
		"ALTER TABLE experiment ADD COLUMN made TEXT AS (hex(zeroblob(100000000)))",
		"ALTER TABLE meta RENAME TO facts",
		"ALTER TABLE experiment RENAME COLUMN reason TO cause",
		"ALTER TABLE experiment DROP COLUMN note",
		"CREATE TABLE more(a)",
		"CREATE INDEX more ON meta(value COLLATE NOCASE)",
		"CREATE INDEX costly ON experiment(hex(zeroblob(1000 * id)))",
		"DROP INDEX experiment_planned",
		"DROP TABLE stratum",
		"CREATE VIRTUAL TABLE search USING fts5(a)",
		"ANALYZE",
	};

	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
		kmend_store_close(fixture_campaign());
		fixture_sql(changes[i]);
		refused(changes[i]);
		unlink(fixture_path);
	}
}

/* What SQL would not take, written into the schema itself. */
Test(hostile, a_schema_that_was_written_by_hand)
{
	static const char *const changes[] = {
		"UPDATE sqlite_master SET sql = replace(sql, 'reason TEXT', 'reason TEXT AS "
		"(hex(zeroblob(100000000)))')",
		"UPDATE sqlite_master SET sql = replace(sql, 'value TEXT', 'value TEXT COLLATE NOCASE')",
		"UPDATE sqlite_master SET sql = replace(sql, 'outcome INTEGER', 'outcome INTEGER DEFAULT 4')",
		"UPDATE sqlite_master SET sql = lower(sql) WHERE name = 'policy'",
		"UPDATE sqlite_master SET sql = sql || ' /* */' WHERE name = 'site'",
		"INSERT INTO sqlite_master VALUES('table', 'twice', 'meta', 2, 'CREATE TABLE twice(a)')",
		"DELETE FROM sqlite_master WHERE name LIKE 'sqlite_autoindex_policy%'",
	};

	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
		char *sql = kmend_format("PRAGMA writable_schema=ON; %s", changes[i]);

		kmend_store_close(fixture_campaign());
		fixture_sql(sql);
		refused(changes[i]);
		unlink(fixture_path);
		free(sql);
	}
}

/* ---- steps ---------------------------------------------------------------------------------------------------- */

#define PAGE 4096u
#define LEVELS 17u /* of pages between the root and its one leaf; SQLite follows 20 */
#define CELLS 40u  /* in each of them, all of them lead to the same page */

static void put_number(unsigned char *at, uint32_t number, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++)
		at[i] = (unsigned char)(number >> 8 * (bytes - 1 - i));
}

/* An inner page of a table's tree. */
static void make_inner(unsigned char page[PAGE], uint32_t child)
{
	uint32_t at = PAGE;

	memset(page, 0, PAGE);
	page[0] = 5;
	put_number(page + 3, CELLS, 2);
	put_number(page + 8, child, 4);
	for (uint32_t i = 0; i < CELLS; i++) {
		at -= 5;
		put_number(page + at, child, 4);
		page[at + 4] = (unsigned char)(i + 1); /* the key */
		put_number(page + 12 + 2 * i, at, 2);
	}
	put_number(page + 5, at, 2);
}

static uint32_t number_of(const char *sql)
{
	sqlite3_stmt *statement;
	uint32_t number;
	sqlite3 *db;

	cr_assert_eq(sqlite3_open(fixture_path, &db), SQLITE_OK);
	cr_assert_eq(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
	cr_assert_eq(sqlite3_step(statement), SQLITE_ROW);
	number = (uint32_t)sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return number;
}

/* Turns the table's one page into a tree that leads to it CELLS ^ LEVELS times. */
static void make_endless(const char *table)
{
	char *sql = kmend_format("SELECT rootpage FROM sqlite_master WHERE name = '%s'", table);
	uint32_t root = number_of(sql), pages = number_of("PRAGMA page_count");
	unsigned char page[PAGE], head[4];
	int fd = open(fixture_path, O_RDWR);

	cr_assert_eq(number_of("PRAGMA page_size"), PAGE);
	cr_assert_eq(pread(fd, page, PAGE, (off_t)(root - 1) * PAGE), PAGE);
	cr_assert_eq(page[0], 13, "a leaf");
	cr_assert_eq(pwrite(fd, page, PAGE, (off_t)pages * PAGE), PAGE);
	for (uint32_t i = 0; i < LEVELS; i++) {
		make_inner(page, pages + 1 + i);
		cr_assert_eq(pwrite(fd, page, PAGE, (off_t)(pages + 1 + i) * PAGE), PAGE);
	}
	make_inner(page, pages + 1 + LEVELS);
	cr_assert_eq(pwrite(fd, page, PAGE, (off_t)(root - 1) * PAGE), PAGE);
	put_number(head, pages + 1 + LEVELS, 4);
	cr_assert_eq(pwrite(fd, head, 4, 28), 4); /* the number of pages */
	close(fd);
	free(sql);
}

static int count_row(const struct kmend_store_row *row, void *context)
{
	(void)row;
	++*(uint64_t *)context;
	return 0;
}

Test(hostile, a_tree_without_end)
{
	struct kmend_store *store;
	uint64_t rows = 0;

	kmend_store_close(fixture_campaign());
	make_endless("experiment");
	cr_assert_eq(kmend_store_open_read(&store, fixture_path), 0, "%s", kmend_error_text());
	cr_expect_eq(kmend_store_rows(store, count_row, &rows), -1);
	cr_expect(strstr(kmend_error_text(), "damaged"), "%s", kmend_error_text());
	cr_expect_lt(rows, 10000000u);
	kmend_store_close(store);
}

/* ---- sizes ---------------------------------------------------------------------------------------------------- */

Test(hostile, a_log_that_swells)
{
	static const size_t sizes[] = { ((size_t)8 << 20) + 1, (size_t)1 << 30 };
	struct kmend_store *store = fixture_campaign();
	struct kmend_store_result result = fixture_result(1, KMEND_OUTCOME_PASS);
	struct kmend_blob log, console;

	cr_assert_eq(kmend_store_result_put(store, &result), 0);
	kmend_store_close(store);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		uLongf size = compressBound(sizes[i]);
		unsigned char *zeros = calloc(1, sizes[i]), *packed = malloc(8 + size);
		sqlite3_stmt *statement;
		sqlite3 *db;

		for (unsigned k = 0; k < 8; k++)
			packed[k] = (unsigned char)((uint64_t)(i ? 100 : sizes[i]) >> 8 * k); /* the other one lies */
		cr_assert_eq(compress2(packed + 8, &size, zeros, sizes[i], 1), Z_OK);
		cr_assert_eq(sqlite3_open(fixture_path, &db), SQLITE_OK);
		sqlite3_prepare_v2(db, "UPDATE experiment SET log = ?1 WHERE id = 1", -1, &statement, NULL);
		sqlite3_bind_blob64(statement, 1, packed, 8 + size, SQLITE_STATIC);
		cr_assert_eq(sqlite3_step(statement), SQLITE_DONE);
		sqlite3_finalize(statement);
		sqlite3_close(db);
		cr_assert_eq(kmend_store_open_read(&store, fixture_path), 0, "%s", kmend_error_text());
		cr_expect_eq(kmend_store_log_get(store, 1, &log, &console), -1);
		cr_expect(strstr(kmend_error_text(), "a stored log is damaged"), "%s", kmend_error_text());
		kmend_store_close(store);
		free(zeros);
		free(packed);
	}
}

static int look_at_texts(const struct kmend_store_row *row, void *context)
{
	if (row->id == 1) {
		cr_expect_str_eq(row->site.identity, "(too long)");
		cr_expect_str_eq(row->site.component, "(too long)");
	}
	++*(uint64_t *)context;
	return 0;
}

Test(hostile, texts_that_are_too_long)
{
	struct kmend_store *store;
	uint64_t rows = 0;

	kmend_store_close(fixture_campaign());
	fixture_sql("UPDATE site SET identity = hex(zeroblob(1000000)) WHERE id = 1;"
		    "UPDATE function SET component = hex(zeroblob(1000000))");
	cr_assert_eq(kmend_store_open_read(&store, fixture_path), 0, "%s", kmend_error_text());
	cr_expect_eq(kmend_store_rows(store, look_at_texts, &rows), 0, "%s", kmend_error_text());
	cr_expect_eq(rows, 2 * FIXTURE_SITES);
	kmend_store_close(store);

	fixture_sql("UPDATE site SET identity = zeroblob(50000000) WHERE id = 1");
	cr_assert_eq(kmend_store_open_read(&store, fixture_path), 0, "%s", kmend_error_text());
	cr_expect_eq(kmend_store_rows(store, look_at_texts, &rows), -1);
	cr_expect(strstr(kmend_error_text(), "damaged"), "%s", kmend_error_text());
	kmend_store_close(store);
}

/* ---- a file that vanishes ------------------------------------------------------------------------------------- */

static void expect_noticed(struct kmend_store *store, const char *why)
{
	struct kmend_store_result result = fixture_result(2, KMEND_OUTCOME_PASS);

	cr_expect_eq(kmend_store_result_put(store, &result), -1);
	cr_expect(strstr(kmend_error_text(), why), "%s", kmend_error_text());
	cr_expect_eq(kmend_store_finish(store), -1);
	kmend_store_discard(store);
}

static struct kmend_store *with_one_result(void)
{
	struct kmend_store *store = fixture_campaign();
	struct kmend_store_result result = fixture_result(1, KMEND_OUTCOME_PASS);

	cr_assert_eq(kmend_store_result_put(store, &result), 0, "%s", kmend_error_text());
	return store;
}

Test(hostile, a_file_that_is_removed_is_missed_at_the_next_experiment)
{
	struct kmend_store *store = with_one_result();

	unlink(fixture_path);
	expect_noticed(store, "was removed, replaced or made unreachable");
}

Test(hostile, a_file_that_is_replaced_is_noticed_and_the_new_one_left)
{
	struct kmend_store *store = with_one_result();
	FILE *file;
	struct stat st;

	unlink(fixture_path);
	file = fopen(fixture_path, "w");
	fputs("somebody else's", file);
	fclose(file);
	expect_noticed(store, "was removed, replaced or made unreachable");
	cr_assert_eq(stat(fixture_path, &st), 0, "it is not ours to remove");
	cr_expect_eq(st.st_size, 15);
}

Test(hostile, the_wal_is_missed_too)
{
	struct kmend_store *store = with_one_result();
	struct kmend_store_result result = fixture_result(2, KMEND_OUTCOME_PASS);
	char *wal = kmend_format("%s-wal", fixture_path);

	cr_assert_eq(kmend_store_result_put(store, &result), 0, "%s", kmend_error_text());
	cr_assert_eq(unlink(wal), 0);
	result.id = 3;
	cr_expect_eq(kmend_store_result_put(store, &result), -1);
	cr_expect(strstr(kmend_error_text(), "the newest results"), "%s", kmend_error_text());
	kmend_store_close(store);
	free(wal);
}

/* ---- one file at the end -------------------------------------------------------------------------------------- */

Test(hostile, finished_is_one_file)
{
	struct kmend_store *store = with_one_result();
	char *wal = kmend_format("%s-wal", fixture_path);
	struct stat st;

	cr_expect_eq(kmend_store_finish(store), 0, "%s", kmend_error_text());
	cr_expect(stat(wal, &st) != 0 || st.st_size == 0);
	kmend_store_close(store);
	cr_expect_neq(stat(wal, &st), 0);
	free(wal);
}

Test(hostile, who_reads_an_old_state_is_waited_for_and_then_named)
{
	struct kmend_store *store = fixture_campaign(), *reader;
	struct kmend_store_result result = fixture_result(1, KMEND_OUTCOME_PASS);
	struct kmend_store_progress progress;

	cr_assert_eq(kmend_store_open_read(&reader, fixture_path), 0);
	cr_assert_eq(kmend_store_begin(reader), 0);
	cr_assert_eq(kmend_store_progress(reader, &progress), 0);
	cr_assert_eq(kmend_store_result_put(store, &result), 0, "%s", kmend_error_text());
	cr_expect_eq(kmend_store_finish(store), -1);
	cr_expect(strstr(kmend_error_text(), "another program reads it"), "%s", kmend_error_text());
	kmend_store_close(reader);
	cr_expect_eq(kmend_store_finish(store), 0, "%s", kmend_error_text());
	kmend_store_close(store);
}
