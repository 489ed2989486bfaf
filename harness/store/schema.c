/*
 * Is it exactly our schema? A file of unknown origin could hold what computes (views, triggers, generated columns, collations,
 * indices on expressions), and what computes can run for ever. So every entry has to be there, with the same text, and no other.
 */
#include <string.h>

#include "harness/base/error.h"
#include "harness/store/private.h"
#include "harness/store/schema.sql.h"

#define ENTRIES "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
#define COLUMNS 4

static int is_same_row(sqlite3_stmt *own, sqlite3_stmt *theirs)
{
	for (int i = 0; i < COLUMNS; i++) {
		int type = sqlite3_column_type(own, i);

		if (sqlite3_column_type(theirs, i) != type)
			return 0;
		if (type != SQLITE_NULL &&
			strcmp((const char *)sqlite3_column_text(own, i),
				(const char *)sqlite3_column_text(theirs, i)) != 0)
			return 0;
	}
	return 1;
}

/* 1: the same entries, 0: others, or they cannot be read. */
static int is_same(sqlite3_stmt *own, sqlite3_stmt *theirs)
{
	int has_own, has_theirs;

	do {
		has_own = sqlite3_step(own);
		has_theirs = sqlite3_step(theirs);
	} while (has_own == SQLITE_ROW && has_theirs == SQLITE_ROW && is_same_row(own, theirs));
	return has_own == SQLITE_DONE && has_theirs == SQLITE_DONE;
}

int kmend_store_check_schema(struct kmend_store *store)
{
	sqlite3 *model = NULL;
	sqlite3_stmt *own = NULL, *theirs = NULL;
	int result = -1;

	if (sqlite3_open(":memory:", &model) != SQLITE_OK ||
		sqlite3_exec(model, KMEND_STORE_SCHEMA, NULL, NULL, NULL) != SQLITE_OK ||
		sqlite3_prepare_v2(model, ENTRIES, -1, &own, NULL) != SQLITE_OK)
		kmend_error("out of memory");
	else if (sqlite3_prepare_v2(store->db, ENTRIES, -1, &theirs, NULL) != SQLITE_OK)
		kmend_store_fail(store, "opening it");
	else if (is_same(own, theirs))
		result = 0;
	else
		kmend_error_as(KMEND_ERROR_INVALID, "%s: not a kmend result, or damaged", store->path);
	sqlite3_finalize(own);
	sqlite3_finalize(theirs);
	sqlite3_close(model);
	return result;
}
