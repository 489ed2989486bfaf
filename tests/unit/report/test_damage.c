/* Result files that lie: each gives one line that says so, or numbers that still add up; never more than that. */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "harness/base/error.h"

TestSuite(damage, .init = fixture_open, .fini = fixture_close);

static void sql(const char *text)
{
	char *message = NULL;
	sqlite3 *db;

	cr_assert_eq(sqlite3_open(kmend_store_path(fixture_store), &db), SQLITE_OK);
	cr_assert_eq(sqlite3_exec(db, text, NULL, NULL, &message), SQLITE_OK, "%s: %s", text, message);
	sqlite3_close(db);
}

static void refused(const char *why)
{
	FILE *out = fopen("/dev/null", "w");

	for (size_t i = 0; kmend_report_table_name(i); i++) {
		cr_expect_eq(
			kmend_report_write(fixture_store, NULL, kmend_report_table_name(i), KMEND_FORMAT_TEXT, out),
			-1);
		cr_expect(strstr(kmend_error_text(), why), "%s", kmend_error_text());
	}
	fclose(out);
}

static void one_result(void)
{
	fixture_campaign();
	fixture_result(fixture_site("pm"), KMEND_OUTCOME_PASS, "completed", 1, 0);
}

Test(damage, unknown_outcome)
{
	one_result();
	sql("UPDATE experiment SET outcome = 99 WHERE id = 1");
	refused("experiment 1 has an outcome that is not one of the known ones");
	sql("UPDATE experiment SET outcome = -3 WHERE id = 1");
	refused("experiment 1 has an outcome");
	sql("UPDATE experiment SET outcome = 'pass' WHERE id = 1");
	refused("experiment 1 has an outcome");
}

Test(damage, a_table_is_missing)
{
	one_result();
	sql("DROP TABLE site_image");
	refused("site_image");
}

Test(damage, odd_types)
{
	one_result();
	sql("UPDATE experiment SET recovered = 'many', activations = -1, guest_ns = 1e300, wall_us = x'ff', reason = "
	    "7");
	sql("UPDATE site SET line = -5, file = x'00ff'; UPDATE block SET ordinal = -1, line = 1e300");
	sql("UPDATE function SET component = x'00ff', shape = 'round', name = ''");
	sql("UPDATE policy SET golden_ns = -1; UPDATE policy SET name = x'00' WHERE id = 1");
	for (enum kmend_format format = 0; format < KMEND_FORMAT_COUNT; format++)
		for (size_t i = 0; kmend_report_table_name(i); i++)
			free(fixture_report(kmend_report_table_name(i), format));
}

Test(damage, views_and_triggers_are_not_opened)
{
	struct kmend_store *store;
	char path[128];

	one_result();
	snprintf(path, sizeof(path), "%s", kmend_store_path(fixture_store));
	sql("CREATE TRIGGER t AFTER UPDATE ON meta BEGIN DELETE FROM experiment; END");
	cr_expect_eq(kmend_store_open_read(&store, path), -1);
	cr_expect(strstr(kmend_error_text(), "not a kmend result, or damaged"));
	sql("DROP TRIGGER t");
	sql("DROP TABLE meta; CREATE VIEW meta AS WITH RECURSIVE n(key, value) AS (SELECT 'jobs', 1 UNION ALL SELECT "
	    "key,"
	    " value + 1 FROM n) SELECT * FROM n");
	cr_expect_eq(kmend_store_open_read(&store, path), -1);
	cr_expect(strstr(kmend_error_text(), "not a kmend result, or damaged"));
}

Test(damage, output_that_cannot_be_written)
{
	FILE *full = fopen("/dev/full", "w");

	one_result();
	cr_assert_not_null(full);
	for (enum kmend_format format = 0; format < KMEND_FORMAT_COUNT; format++)
		cr_expect_eq(kmend_report_write(fixture_store, NULL, NULL, format, full), -1, "format %d", format);
	fclose(full);
}
