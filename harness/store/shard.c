/* Which part of its plan a result carries out. */
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/safe.h"
#include "harness/store/private.h"

struct kmend_shard kmend_store_shard(const struct kmend_store *store)
{
	return store->shard;
}

int kmend_store_shard_load(struct kmend_store *store)
{
	char *text, *safe;
	int result = kmend_store_meta_get(store, "shard", &text);

	store->shard = KMEND_SHARD_WHOLE;
	if (result == 0 && text && kmend_shard_parse(&store->shard, text) < 0) {
		safe = kmend_safe_string(text, strlen(text), 40);
		result = kmend_error_as(KMEND_ERROR_INVALID, "%s: says that it is shard '%s', which there cannot be",
			store->path, safe ? safe : "");
		free(safe);
	}
	free(text);
	return result;
}

int kmend_store_shard_set(struct kmend_store *store, struct kmend_shard shard)
{
	char text[KMEND_SHARD_TEXT_MAX];
	int result = kmend_shard_is_whole(shard)
		? kmend_store_exec(store, "DELETE FROM meta WHERE key = 'shard'", "writing a fact")
		: kmend_store_meta_set(store, "shard", kmend_shard_text(text, shard));

	if (result == 0)
		store->shard = shard;
	return result;
}

sqlite3_stmt *kmend_store_prepare_shard(struct kmend_store *store, const char *sql)
{
	sqlite3_stmt *statement = kmend_store_prepare(store, sql);

	if (statement) {
		sqlite3_bind_int64(statement, 1, (int64_t)store->shard.index - 1);
		sqlite3_bind_int64(statement, 2, store->shard.count);
	}
	return statement;
}

struct share_call {
	int (*each)(const struct kmend_store_share *share, void *context);
	void *context;
};

static int share_row(sqlite3_stmt *statement, void *context)
{
	const struct share_call *call = context;
	const struct kmend_store_share share = { .index = (uint32_t)sqlite3_column_int64(statement, 0) + 1,
		.planned = (uint64_t)sqlite3_column_int64(statement, 1),
		.done = (uint64_t)sqlite3_column_int64(statement, 2) };

	return call->each(&share, call->context);
}

int kmend_store_shares(struct kmend_store *store, uint32_t count,
	int (*each)(const struct kmend_store_share *share, void *context), void *context)
{
	struct share_call call = { each, context };
	sqlite3_stmt *statement = kmend_store_prepare(store,
		"SELECT (site_id - 1) % ?1 AS part, count(*), sum(state = 'done') FROM experiment GROUP BY part ORDER "
		"BY part");

	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, count);
	return kmend_store_each(store, statement, share_row, &call);
}
