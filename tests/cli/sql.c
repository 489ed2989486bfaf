/* cli-sql FILE SQL: changes a result file behind kmend's back, and prints the first column of what comes out. */
#include <sqlite3.h>
#include <stdio.h>

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
		sqlite3_exec(db, argv[2], print_row, NULL, &error) != SQLITE_OK;
	if (bad)
		fprintf(stderr, "cli-sql: %s\n", error ? error : sqlite3_errmsg(db));
	sqlite3_free(error);
	sqlite3_close(db);
	return bad;
}
