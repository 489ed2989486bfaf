/*
 * What a file may cost. Its bytes are bounded by the file system, what SQLite does with them is not: pages that are used many times
 * over make a small file look endless. So each statement has a number of steps that follows from the size of the file, each value a
 * size that no result of ours comes near to, and nothing in the file is believed to be harmless.
 */
#include <stdio.h>
#include <sys/stat.h>

#include "harness/base/error.h"
#include "harness/store/private.h"

#define ROW_LIMIT (20 << 20)        /* bytes; both logs of an experiment are in its row */
#define TICK 1000                   /* steps of SQLite's between two looks */
#define STEPS_LEAST (20 << 20)      /* of one statement, on the smallest file */
#define STEPS_PER_BYTE UINT64_C(60) /* of the file and what is beside it */

static const struct {
	int id, value;
} limits[] = {
	{ SQLITE_LIMIT_LENGTH, ROW_LIMIT },
	{ SQLITE_LIMIT_SQL_LENGTH, 1 << 16 },
	{ SQLITE_LIMIT_COLUMN, 100 },
	{ SQLITE_LIMIT_EXPR_DEPTH, 50 },
	{ SQLITE_LIMIT_COMPOUND_SELECT, 5 },
	{ SQLITE_LIMIT_FUNCTION_ARG, 10 },
	{ SQLITE_LIMIT_ATTACHED, 0 },
	{ SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100 },
	{ SQLITE_LIMIT_VARIABLE_NUMBER, 100 },
	{ SQLITE_LIMIT_TRIGGER_DEPTH, 1 },
	{ SQLITE_LIMIT_WORKER_THREADS, 0 },
};

static uint64_t bytes_of(const char *path, const char *end)
{
	char name[4096];
	struct stat st;

	if (snprintf(name, sizeof name, "%s%s", path, end) >= (int)sizeof name || stat(name, &st) < 0 || st.st_size < 0)
		return 0;
	return (uint64_t)st.st_size;
}

/* Other than 0: the statement ends. A writer's own file grows, so it is looked at again before that. */
static int on_tick(void *context)
{
	struct kmend_store *store = context;

	store->steps += TICK;
	if (store->steps < store->steps_max)
		return 0;
	store->steps_max = STEPS_LEAST + STEPS_PER_BYTE * (bytes_of(store->path, "") + bytes_of(store->path, "-wal"));
	return store->steps >= store->steps_max;
}

void kmend_store_limit(struct kmend_store *store)
{
	for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
		sqlite3_limit(store->db, limits[i].id, limits[i].value);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	sqlite3_progress_handler(store->db, TICK, on_tick, store);
	/* Without an answer: a file that cannot be read says so at the next step. */
	sqlite3_exec(store->db, "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0", NULL, NULL, NULL);
}
