/* cli-sql FILE SQL: changes a result file behind kmend's back, and prints the first column of what comes out. In the SQL
 * packed(TEXT) is a text as the result file keeps logs (docs/result-file.md). */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

enum { HEADER = 8 };

static void packed(sqlite3_context *context, int count, sqlite3_value **values)
{
	const void *text = sqlite3_value_blob(values[0]);
	uint64_t size = (uint64_t)sqlite3_value_bytes(values[0]);
	uLongf length = compressBound(size);
	unsigned char *blob = malloc(HEADER + length);

	(void)count;
	if (!blob || compress(blob + HEADER, &length, text, size) != Z_OK) {
		free(blob);
		sqlite3_result_error_nomem(context);
		return;
	}
	for (int i = 0; i < HEADER; i++)
		blob[i] = (unsigned char)(size >> (8 * i));
	sqlite3_result_blob64(context, blob, HEADER + length, free);
}

static int print_row(void *context, int columns, char **values, char **names)
{
	(void)context;
	(void)names;
	if (columns)
		puts(values[0] ? values[0] : "");
	return 0;
}

int main(int argc, char **argv)
{
	sqlite3 *db = NULL;
	char *error = NULL;
	int bad;

	if (argc != 3) {
		fputs("usage: cli-sql FILE SQL\n", stderr);
		return 2;
	}
	bad = sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
		sqlite3_busy_timeout(db, 5000) != SQLITE_OK ||
		sqlite3_create_function(db, "packed", 1, SQLITE_UTF8, NULL, packed, NULL, NULL) != SQLITE_OK ||
		sqlite3_exec(db, argv[2], print_row, NULL, &error) != SQLITE_OK;
	if (bad)
		fprintf(stderr, "cli-sql: %s\n", error ? error : sqlite3_errmsg(db));
	sqlite3_free(error);
	sqlite3_close(db);
	return bad;
}
