/* Small steps of SQLite and the one-line errors for what can go wrong in them. */
#include <string.h>

#include "harness/base/error.h"
#include "harness/store/private.h"

#define TEXT_MAX 65536 /* bytes */

int kmend_store_fail(struct kmend_store *store, const char *doing)
{
	switch (sqlite3_errcode(store->db) & 0xff) {
	case SQLITE_FULL:
		return kmend_error_as(KMEND_ERROR_NO_SPACE, "%s: disk full while %s", store->path, doing);
	case SQLITE_READONLY:
		return kmend_error_as(KMEND_ERROR_ACCESS, "%s: cannot be written while %s", store->path, doing);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return kmend_error_as(
			KMEND_ERROR_BUSY, "%s: another program holds the result file while %s", store->path, doing);
	case SQLITE_INTERRUPT: /* limits.c */
	case SQLITE_TOOBIG:
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return kmend_error_as(KMEND_ERROR_INVALID, "%s: not a kmend result, or damaged", store->path);
	default:
		return kmend_error("%s: %s while %s", store->path, sqlite3_errmsg(store->db), doing);
	}
}

int kmend_store_exec(struct kmend_store *store, const char *sql, const char *doing)
{
	return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : kmend_store_fail(store, doing);
}

sqlite3_stmt *kmend_store_prepare(struct kmend_store *store, const char *sql)
{
	sqlite3_stmt *statement;

	if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) == SQLITE_OK)
		return statement;
	kmend_store_fail(store, "reading it");
	return NULL;
}

sqlite3_stmt *kmend_store_cached(struct kmend_store *store, int slot, const char *sql)
{
	if (!store->cached[slot]) {
		store->cached[slot] = kmend_store_prepare(store, sql);
		return store->cached[slot];
	}
	sqlite3_reset(store->cached[slot]);
	sqlite3_clear_bindings(store->cached[slot]);
	return store->cached[slot];
}

int kmend_store_run(struct kmend_store *store, sqlite3_stmt *statement, const char *doing)
{
	int result = sqlite3_step(statement) == SQLITE_DONE ? 0 : kmend_store_fail(store, doing);

	sqlite3_reset(statement);
	return result;
}

int kmend_store_each(struct kmend_store *store, sqlite3_stmt *statement,
	int (*row)(sqlite3_stmt *statement, void *context), void *context)
{
	uint64_t outer = store->steps; /* of the statement whose row brought us here */
	int result = 0, step = SQLITE_DONE;

	store->steps = 0;
	while (result == 0 && (step = sqlite3_step(statement)) == SQLITE_ROW)
		result = row(statement, context);
	if (result == 0 && step != SQLITE_DONE)
		result = kmend_store_fail(store, "reading it");
	store->steps = outer;
	sqlite3_finalize(statement);
	return result;
}

const char *kmend_store_text(sqlite3_stmt *statement, int column)
{
	const char *text = (const char *)sqlite3_column_text(statement, column);

	if (sqlite3_column_bytes(statement, column) > TEXT_MAX)
		return "(too long)";
	return text ? text : "";
}

void kmend_store_bind_text(sqlite3_stmt *statement, int parameter, const char *text)
{
	sqlite3_bind_text(statement, parameter, text ? text : "", -1, SQLITE_TRANSIENT);
}
