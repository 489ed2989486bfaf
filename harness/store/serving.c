/* The columns of an experiment that say what its tests and probes came to. */
#include "harness/store/private.h"

void kmend_store_bind_serving(sqlite3_stmt *statement, int first, const struct kmend_serving *serving)
{
	const uint64_t numbers[] = { serving->unavailable, serving->planned, serving->failed, serving->skipped,
		serving->probes_passed, serving->probes_failed, (uint64_t)serving->service };

	for (int i = 0; i < KMEND_STORE_SERVING; i++)
		sqlite3_bind_int64(statement, first + i, (int64_t)numbers[i]);
}

struct kmend_serving kmend_store_serving_columns(sqlite3_stmt *statement, int first)
{
	int64_t service = sqlite3_column_int64(statement, first + 6);

	return (struct kmend_serving){
		.unavailable = (uint64_t)sqlite3_column_int64(statement, first),
		.planned = (uint64_t)sqlite3_column_int64(statement, first + 1),
		.failed = (uint64_t)sqlite3_column_int64(statement, first + 2),
		.skipped = (uint64_t)sqlite3_column_int64(statement, first + 3),
		.probes_passed = (uint64_t)sqlite3_column_int64(statement, first + 4),
		.probes_failed = (uint64_t)sqlite3_column_int64(statement, first + 5),
		.service = service > 0 && service < KMEND_SERVICE_COUNT ? (enum kmend_service)service
									: KMEND_SERVICE_UNKNOWN,
	};
}
