/* The facts of a result file, a text for each key. */
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/store/private.h"

int kmend_store_meta_set(struct kmend_store *store, const char *key, const char *value)
{
	sqlite3_stmt *statement = kmend_store_prepare(
		store, "INSERT INTO meta(key, value) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET value = ?2");
	int result;

	if (!statement)
		return -1;
	kmend_store_bind_text(statement, 1, key);
	kmend_store_bind_text(statement, 2, value);
	result = kmend_store_run(store, statement, "writing a fact");
	sqlite3_finalize(statement);
	return result;
}

static int meta_row(sqlite3_stmt *statement, void *context)
{
	char **value = context;

	const char *text = (const char *)sqlite3_column_text(statement, 0);

	*value = strdup(text ? text : ""); /* the text of a campaign can be long */
	return *value ? 0 : kmend_error_memory();
}

int kmend_store_meta_get(struct kmend_store *store, const char *key, char **value)
{
	sqlite3_stmt *statement = kmend_store_prepare(store, "SELECT value FROM meta WHERE key = ?1");

	*value = NULL;
	if (!statement)
		return -1;
	kmend_store_bind_text(statement, 1, key);
	return kmend_store_each(store, statement, meta_row, value);
}

int kmend_store_seconds_add(struct kmend_store *store, double seconds)
{
	sqlite3_stmt *statement = kmend_store_prepare(store,
		"INSERT INTO meta(key, value) VALUES('seconds', printf('%.3f', ?1))"
		" ON CONFLICT(key) DO UPDATE SET value = printf('%.3f', CAST(value AS REAL) + ?1)");
	int result;

	if (!statement)
		return -1;
	sqlite3_bind_double(statement, 1, seconds);
	result = kmend_store_run(store, statement, "writing a fact");
	sqlite3_finalize(statement);
	return result;
}
