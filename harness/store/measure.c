/* What was measured under each policy. */
#include "harness/store/private.h"

int kmend_store_measure_add(struct kmend_store *store, const struct kmend_store_measure *measure)
{
	sqlite3_stmt *statement = kmend_store_prepare(
		store, "INSERT INTO measure(policy_id, kind, subject, value) VALUES(?1, ?2, ?3, ?4)");
	int result;

	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, measure->policy_id);
	kmend_store_bind_text(statement, 2, measure->kind);
	kmend_store_bind_text(statement, 3, measure->subject);
	sqlite3_bind_int64(statement, 4, (int64_t)measure->value);
	result = kmend_store_run(store, statement, "writing a measure");
	sqlite3_finalize(statement);
	return result;
}

struct measure_call {
	int (*each)(const struct kmend_store_measure *measure, void *context);
	void *context;
};

static int measure_row(sqlite3_stmt *statement, void *context)
{
	const struct measure_call *call = context;
	struct kmend_store_measure measure = { .policy_id = sqlite3_column_int64(statement, 0),
		.kind = kmend_store_text(statement, 1),
		.subject = kmend_store_text(statement, 2),
		.value = (uint64_t)sqlite3_column_int64(statement, 3) };

	return call->each(&measure, call->context);
}

int kmend_store_measures(
	struct kmend_store *store, int (*each)(const struct kmend_store_measure *measure, void *context), void *context)
{
	struct measure_call call = { each, context };
	sqlite3_stmt *statement = kmend_store_prepare(
		store, "SELECT policy_id, kind, subject, value FROM measure ORDER BY policy_id, kind, subject");

	return statement ? kmend_store_each(store, statement, measure_row, &call) : -1;
}
