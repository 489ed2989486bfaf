/* How far a campaign is. */
#include <string.h>

#include "harness/store/private.h"

static int progress_row(sqlite3_stmt *statement, void *context)
{
	struct kmend_store_progress *progress = context;
	uint64_t count = (uint64_t)sqlite3_column_int64(statement, 2);
	int outcome = sqlite3_column_int(statement, 1);

	progress->whole += count;
	if (!sqlite3_column_int(statement, 3))
		return 0;
	progress->planned += count;
	if (!sqlite3_column_int(statement, 0))
		return 0;
	progress->done += count;
	if (outcome > 0 && outcome < 8)
		progress->outcomes[outcome] += count;
	progress->compared += (uint64_t)sqlite3_column_int64(statement, 4);
	progress->differing += (uint64_t)sqlite3_column_int64(statement, 5);
	return 0;
}

static int complete_row(sqlite3_stmt *statement, void *context)
{
	struct kmend_store_progress *progress = context;

	progress->plan_complete = strcmp(kmend_store_text(statement, 0), "1") == 0;
	return 0;
}

int kmend_store_progress(struct kmend_store *store, struct kmend_store_progress *progress)
{
	sqlite3_stmt *statement;

	memset(progress, 0, sizeof(*progress));
	statement = kmend_store_prepare_shard(store,
		"SELECT state = 'done', outcome, count(*), " KMEND_STORE_IN_SHARD
		" AS own, sum(again > 0), sum(again > 1) FROM experiment"
		" GROUP BY state, outcome, own");
	if (!statement || kmend_store_each(store, statement, progress_row, progress))
		return -1;
	statement = kmend_store_prepare(store, "SELECT value FROM meta WHERE key = 'plan_complete'");
	return statement ? kmend_store_each(store, statement, complete_row, progress) : -1;
}
