/* Experiments: the plan, the results, and the rows that reports read. */
#include <stdio.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/store/private.h"

#define ROW_SQL_MAX 1024

int kmend_store_plan_add(struct kmend_store *store, struct kmend_store_plan *plan)
{
	sqlite3_stmt *statement = kmend_store_cached(
		store, STMT_PLAN_ADD, "INSERT INTO experiment(policy_id, site_id, repeat) VALUES(?1, ?2, ?3)");

	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, plan->policy_id);
	sqlite3_bind_int64(statement, 2, plan->site_id);
	sqlite3_bind_int64(statement, 3, plan->repeat);
	if (kmend_store_run(store, statement, "writing the plan"))
		return -1;
	plan->id = sqlite3_last_insert_rowid(store->db);
	return 0;
}

#define PLAN_SQL                                                                                                     \
	"SELECT experiment.id, experiment.policy_id, experiment.site_id, repeat, attempts, dense_site, dense_block," \
	" candidate, type, component FROM experiment JOIN site ON site.id = experiment.site_id"                      \
	" JOIN site_image ON site_image.policy_id = experiment.policy_id AND site_image.site_id = experiment.site_id"

static struct kmend_store_plan plan_columns(sqlite3_stmt *statement)
{
	return (struct kmend_store_plan){
		.id = sqlite3_column_int64(statement, 0),
		.policy_id = sqlite3_column_int64(statement, 1),
		.site_id = sqlite3_column_int64(statement, 2),
		.repeat = (uint32_t)sqlite3_column_int64(statement, 3),
		.attempts = (uint32_t)sqlite3_column_int64(statement, 4),
		.dense_site = (uint32_t)sqlite3_column_int64(statement, 5),
		.dense_block = (uint32_t)sqlite3_column_int64(statement, 6),
		.candidate = (uint32_t)sqlite3_column_int64(statement, 7),
		.type = kmend_store_text(statement, 8),
		.component = kmend_store_text(statement, 9),
	};
}

struct plan_call {
	int (*each)(const struct kmend_store_plan *plan, void *context);
	void *context;
};

static int plan_row(sqlite3_stmt *statement, void *context)
{
	const struct plan_call *call = context;
	struct kmend_store_plan plan = plan_columns(statement);

	return call->each(&plan, call->context);
}

int kmend_store_pending(
	struct kmend_store *store, int (*each)(const struct kmend_store_plan *plan, void *context), void *context)
{
	struct plan_call call = { each, context };
	sqlite3_stmt *statement =
		kmend_store_prepare(store, PLAN_SQL " WHERE state = 'planned' ORDER BY experiment.id");

	return statement ? kmend_store_each(store, statement, plan_row, &call) : -1;
}

int kmend_store_plan_get(struct kmend_store *store, int64_t id, struct kmend_store_plan *plan)
{
	sqlite3_stmt *statement = kmend_store_cached(store, STMT_PLAN_GET, PLAN_SQL " WHERE experiment.id = ?1");

	memset(plan, 0, sizeof(*plan));
	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, id);
	switch (sqlite3_step(statement)) {
	case SQLITE_ROW:
		*plan = plan_columns(statement);
		return 0;
	case SQLITE_DONE:
		return kmend_error_as(KMEND_ERROR_NOT_FOUND, "%s: no experiment %lld", store->path, (long long)id);
	default:
		return kmend_store_fail(store, "reading it");
	}
}

int kmend_store_result_put(struct kmend_store *store, const struct kmend_store_result *result)
{
	sqlite3_stmt *statement = kmend_store_cached(store, STMT_RESULT_PUT,
		"UPDATE experiment SET state = 'done', attempts = ?2, outcome = ?3, reason = ?4, activations = ?5, "
		"recovered = ?6,"
		" inconsistent = ?7, guest_ns = ?8, wall_us = ?9, own_us = ?10, log = ?11, console = ?12,"
		" signature = ?13, place = ?14, place_kind = ?15"
		" WHERE id = ?1 AND state = 'planned'");

	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, result->id);
	sqlite3_bind_int64(statement, 2, result->attempts);
	sqlite3_bind_int(statement, 3, result->outcome);
	kmend_store_bind_text(statement, 4, result->reason);
	sqlite3_bind_int64(statement, 5, (int64_t)result->activations);
	sqlite3_bind_int64(statement, 6, (int64_t)result->recovered);
	sqlite3_bind_int(statement, 7, result->inconsistent != 0);
	sqlite3_bind_int64(statement, 8, (int64_t)result->guest_ns);
	sqlite3_bind_int64(statement, 9, (int64_t)result->wall_us);
	sqlite3_bind_int64(statement, 10, (int64_t)result->own_us);
	kmend_store_bind_text(statement, 13, result->signature);
	kmend_store_bind_text(statement, 14, result->place);
	kmend_store_bind_text(statement, 15, result->place_kind);
	if (kmend_store_bind_blob(statement, 11, result->log, result->log_size) ||
		kmend_store_bind_blob(statement, 12, result->console, result->console_size) ||
		kmend_store_run(store, statement, "writing a result"))
		return -1;
	if (sqlite3_changes(store->db) != 1)
		return kmend_error("%s: experiment %lld is not planned, or has its result already", store->path,
			(long long)result->id);
	return 0;
}

int kmend_store_log_get(struct kmend_store *store, int64_t id, struct kmend_blob *log, struct kmend_blob *console)
{
	sqlite3_stmt *statement = kmend_store_prepare(store, "SELECT log, console FROM experiment WHERE id = ?1");
	int result = -1;

	*log = (struct kmend_blob){ NULL, 0 };
	*console = (struct kmend_blob){ NULL, 0 };
	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, id);
	if (sqlite3_step(statement) != SQLITE_ROW)
		kmend_error_as(KMEND_ERROR_NOT_FOUND, "%s: no experiment %lld", store->path, (long long)id);
	else if (kmend_store_column_blob(store, statement, 0, log) == 0)
		result = kmend_store_column_blob(store, statement, 1, console);
	if (result)
		kmend_blob_release(log);
	sqlite3_finalize(statement);
	return result;
}

/* A file of format 1 has no columns about crashes. */
static const char *row_sql(const struct kmend_store *store, const char *which, char *sql, size_t size)
{
	snprintf(sql, size,
		"SELECT experiment.id, experiment.policy_id, policy.name, site.id, identity, component, unit, "
		"function, "
		"block, candidate, type, file, line, dense_site, dense_block, repeat, attempts, state = 'done', "
		"outcome, "
		"reason, activations, recovered, inconsistent, guest_ns, wall_us, own_us, %s FROM experiment"
		" JOIN policy ON policy.id = experiment.policy_id JOIN site ON site.id = experiment.site_id"
		" LEFT JOIN site_image ON site_image.policy_id = experiment.policy_id"
		" AND site_image.site_id = experiment.site_id %s",
		store->format < 2 ? "'', '', ''" : "signature, place, place_kind", which);
	return sql;
}

struct row_call {
	int (*each)(const struct kmend_store_row *row, void *context);
	void *context;
	int rows;
};

static int row_row(sqlite3_stmt *statement, void *context)
{
	struct row_call *call = context;
	struct kmend_store_row row = {
		.id = sqlite3_column_int64(statement, 0),
		.policy_id = sqlite3_column_int64(statement, 1),
		.policy = kmend_store_text(statement, 2),
		.site_id = sqlite3_column_int64(statement, 3),
		.site = {
			.id = sqlite3_column_int64(statement, 3),
			.identity = kmend_store_text(statement, 4),
			.component = kmend_store_text(statement, 5),
			.unit = kmend_store_text(statement, 6),
			.function = kmend_store_text(statement, 7),
			.block = (uint32_t)sqlite3_column_int64(statement, 8),
			.candidate = (uint32_t)sqlite3_column_int64(statement, 9),
			.type = kmend_store_text(statement, 10),
			.file = kmend_store_text(statement, 11),
			.line = (uint32_t)sqlite3_column_int64(statement, 12),
		},
		.dense_site = (uint32_t)sqlite3_column_int64(statement, 13),
		.dense_block = (uint32_t)sqlite3_column_int64(statement, 14),
		.repeat = (uint32_t)sqlite3_column_int64(statement, 15),
		.attempts = (uint32_t)sqlite3_column_int64(statement, 16),
		.done = sqlite3_column_int(statement, 17),
		.outcome = sqlite3_column_int(statement, 18),
		.reason = kmend_store_text(statement, 19),
		.activations = (uint64_t)sqlite3_column_int64(statement, 20),
		.recovered = (uint64_t)sqlite3_column_int64(statement, 21),
		.inconsistent = sqlite3_column_int(statement, 22),
		.guest_ns = (uint64_t)sqlite3_column_int64(statement, 23),
		.wall_us = (uint64_t)sqlite3_column_int64(statement, 24),
		.own_us = (uint64_t)sqlite3_column_int64(statement, 25),
		.signature = kmend_store_text(statement, 26),
		.place = kmend_store_text(statement, 27),
		.place_kind = kmend_store_text(statement, 28),
	};

	call->rows++;
	return call->each(&row, call->context);
}

int kmend_store_rows(
	struct kmend_store *store, int (*each)(const struct kmend_store_row *row, void *context), void *context)
{
	struct row_call call = { each, context, 0 };
	char sql[ROW_SQL_MAX];
	sqlite3_stmt *statement =
		kmend_store_prepare(store, row_sql(store, "ORDER BY experiment.id", sql, sizeof(sql)));

	return statement ? kmend_store_each(store, statement, row_row, &call) : -1;
}

int kmend_store_row_get(struct kmend_store *store, int64_t id,
	int (*each)(const struct kmend_store_row *row, void *context), void *context)
{
	struct row_call call = { each, context, 0 };
	char sql[ROW_SQL_MAX];
	sqlite3_stmt *statement =
		kmend_store_prepare(store, row_sql(store, "WHERE experiment.id = ?1", sql, sizeof(sql)));
	int result;

	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, id);
	result = kmend_store_each(store, statement, row_row, &call);
	if (result == 0 && call.rows == 0)
		return kmend_error_as(KMEND_ERROR_NOT_FOUND, "%s: no experiment %lld", store->path, (long long)id);
	return result;
}

static int progress_row(sqlite3_stmt *statement, void *context)
{
	struct kmend_store_progress *progress = context;
	uint64_t count = (uint64_t)sqlite3_column_int64(statement, 2);
	int outcome = sqlite3_column_int(statement, 1);

	progress->planned += count;
	if (!sqlite3_column_int(statement, 0))
		return 0;
	progress->done += count;
	if (outcome > 0 && outcome < 8)
		progress->outcomes[outcome] += count;
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
	statement = kmend_store_prepare(
		store, "SELECT state = 'done', outcome, count(*) FROM experiment GROUP BY state, outcome");
	if (!statement || kmend_store_each(store, statement, progress_row, progress))
		return -1;
	statement = kmend_store_prepare(store, "SELECT value FROM meta WHERE key = 'plan_complete'");
	return statement ? kmend_store_each(store, statement, complete_row, progress) : -1;
}
