/* Experiments: the plan, the results, and the rows that reports read. */
#include <stdio.h>
#include <string.h>

#include "harness/base/activation.h"
#include "harness/base/error.h"
#include "harness/base/fault.h"
#include "harness/store/private.h"

int kmend_store_plan_add(struct kmend_store *store, struct kmend_store_plan *plan)
{
	sqlite3_stmt *statement = kmend_store_cached(store, STMT_PLAN_ADD,
		"INSERT INTO experiment(policy_id, site_id, repeat, activation, parameter, seed)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
	const char *activation = kmend_activation_name(plan->fault.activation);

	if (!statement)
		return -1;
	if (!activation)
		return kmend_error("%s: there is no activation %u", store->path, plan->fault.activation);
	sqlite3_bind_int64(statement, 1, plan->policy_id);
	sqlite3_bind_int64(statement, 2, plan->site_id);
	sqlite3_bind_int64(statement, 3, plan->repeat);
	kmend_store_bind_text(statement, 4, activation);
	sqlite3_bind_int64(statement, 5, (int64_t)plan->fault.parameter);
	sqlite3_bind_int64(statement, 6, (int64_t)plan->fault.seed);
	if (kmend_store_run(store, statement, "writing the plan"))
		return -1;
	plan->id = sqlite3_last_insert_rowid(store->db);
	return 0;
}

int kmend_store_fault_columns(struct kmend_store *store, sqlite3_stmt *statement, int first, struct kmend_fault *fault)
{
	const char *type = kmend_store_text(statement, first), *activation = kmend_store_text(statement, first + 2);
	int64_t candidate = sqlite3_column_int64(statement, first + 1);

	*fault = (struct kmend_fault){ .type = (uint16_t)kmend_fault_type_find(type),
		.candidate = (uint16_t)candidate,
		.parameter = (uint64_t)sqlite3_column_int64(statement, first + 3),
		.seed = (uint64_t)sqlite3_column_int64(statement, first + 4) };
	if ((fault->type == KMEND_FAULT_NONE && strcmp(type, KMEND_STORE_TEST_TYPE) != 0) ||
		candidate != fault->candidate || kmend_activation_find(&fault->activation, activation))
		return kmend_error(
			"%s: a fault that this kmend does not know: '%.40s', %.40s", store->path, type, activation);
	return 0;
}

#define FAULT_COLUMNS "site.type, site.candidate, activation, parameter, seed"

#define PLAN_SQL                                                                                                     \
	"SELECT experiment.id, experiment.policy_id, experiment.site_id, repeat, attempts, dense_site, dense_block," \
	" " FAULT_COLUMNS ", site.identity FROM experiment JOIN site ON site.id = experiment.site_id"                \
	" JOIN site_image ON site_image.policy_id = experiment.policy_id AND site_image.site_id = experiment.site_id"

enum { PLAN_IDENTITY = 12 };

static int plan_columns(struct kmend_store *store, sqlite3_stmt *statement, struct kmend_store_plan *plan)
{
	*plan = (struct kmend_store_plan){
		.id = sqlite3_column_int64(statement, 0),
		.policy_id = sqlite3_column_int64(statement, 1),
		.site_id = sqlite3_column_int64(statement, 2),
		.repeat = (uint32_t)sqlite3_column_int64(statement, 3),
		.attempts = (uint32_t)sqlite3_column_int64(statement, 4),
		.dense_site = (uint32_t)sqlite3_column_int64(statement, 5),
		.dense_block = (uint32_t)sqlite3_column_int64(statement, 6),
	};
	if (kmend_store_fault_columns(store, statement, 7, &plan->fault) < 0)
		return -1;
	if (plan->fault.type == KMEND_FAULT_NONE)
		snprintf(plan->test, sizeof(plan->test), "%s", kmend_store_text(statement, PLAN_IDENTITY));
	return 0;
}

struct plan_call {
	struct kmend_store *store;
	int (*each)(const struct kmend_store_plan *plan, void *context);
	void *context;
};

static int plan_row(sqlite3_stmt *statement, void *context)
{
	const struct plan_call *call = context;
	struct kmend_store_plan plan;

	return plan_columns(call->store, statement, &plan) ? -1 : call->each(&plan, call->context);
}

int kmend_store_pending(
	struct kmend_store *store, int (*each)(const struct kmend_store_plan *plan, void *context), void *context)
{
	struct plan_call call = { store, each, context };
	sqlite3_stmt *statement = kmend_store_prepare_shard(
		store, PLAN_SQL " WHERE state = 'planned' AND " KMEND_STORE_IN_SHARD " ORDER BY experiment.id");

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
		return plan_columns(store, statement, plan);
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
		" signature = ?13, place = ?14, place_kind = ?15, note = ?16, unavailable = ?17, tests_planned = ?18,"
		" tests_failed = ?19, tests_skipped = ?20, probes_passed = ?21, probes_failed = ?22, service = ?23, "
		"hang = ?24, torn = ?25"
		" WHERE id = ?1 AND state = 'planned'");

	if (!statement || kmend_store_check_there(store) < 0)
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
	kmend_store_bind_text(statement, 16, result->note);
	kmend_store_bind_serving(statement, 17, &result->serving);
	kmend_store_bind_text(statement, 24, result->hang);
	sqlite3_bind_int64(statement, 25, (int64_t)result->torn);
	if (kmend_store_bind_blob(statement, 11, result->log, result->log_size) ||
		kmend_store_bind_blob(statement, 12, result->console, result->console_size) ||
		kmend_store_run(store, statement, "writing a result"))
		return -1;
	if (sqlite3_changes(store->db) != 1)
		return kmend_error("%s: experiment %lld is not planned, or has its result already", store->path,
			(long long)result->id);
	return 0;
}

int kmend_store_again_put(struct kmend_store *store, int64_t id, enum kmend_again again, const char *difference)
{
	sqlite3_stmt *statement = kmend_store_cached(store, STMT_AGAIN_PUT,
		"UPDATE experiment SET again = ?2, difference = ?3 WHERE id = ?1 AND state = 'done'");

	if (!statement || kmend_store_check_there(store) < 0)
		return -1;
	sqlite3_bind_int64(statement, 1, id);
	sqlite3_bind_int(statement, 2, again);
	kmend_store_bind_text(statement, 3, difference);
	if (kmend_store_run(store, statement, "writing a comparison"))
		return -1;
	return sqlite3_changes(store->db) == 1
		? 0
		: kmend_error("%s: experiment %lld is not done", store->path, (long long)id);
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

#define ROW_SQL                                                                                               \
	"SELECT experiment.id, experiment.policy_id, policy.name, dense_site, dense_block, repeat, attempts," \
	" state = 'done', outcome, reason, activations, recovered, inconsistent, guest_ns, wall_us, own_us,"  \
	" signature, place, place_kind, note, again, difference, hang, torn, " KMEND_STORE_SERVING_COLUMNS    \
	", " FAULT_COLUMNS ", " KMEND_STORE_SITE_COLUMNS " FROM experiment"                                   \
	" JOIN policy ON policy.id = experiment.policy_id JOIN site ON site.id = "                            \
	"experiment.site_id" KMEND_STORE_SITE_JOINS                                                           \
	" LEFT JOIN site_image ON site_image.policy_id = experiment.policy_id"                                \
	" AND site_image.site_id = experiment.site_id "
enum { ROW_SERVING = 24, ROW_FAULT = 31, ROW_SITE = 36 }; /* first columns of each */

struct row_call {
	struct kmend_store *store;
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
		.dense_site = (uint32_t)sqlite3_column_int64(statement, 3),
		.dense_block = (uint32_t)sqlite3_column_int64(statement, 4),
		.repeat = (uint32_t)sqlite3_column_int64(statement, 5),
		.attempts = (uint32_t)sqlite3_column_int64(statement, 6),
		.done = sqlite3_column_int(statement, 7),
		.outcome = sqlite3_column_int(statement, 8),
		.reason = kmend_store_text(statement, 9),
		.activations = (uint64_t)sqlite3_column_int64(statement, 10),
		.recovered = (uint64_t)sqlite3_column_int64(statement, 11),
		.inconsistent = sqlite3_column_int(statement, 12),
		.guest_ns = (uint64_t)sqlite3_column_int64(statement, 13),
		.wall_us = (uint64_t)sqlite3_column_int64(statement, 14),
		.own_us = (uint64_t)sqlite3_column_int64(statement, 15),
		.signature = kmend_store_text(statement, 16),
		.place = kmend_store_text(statement, 17),
		.place_kind = kmend_store_text(statement, 18),
		.note = kmend_store_text(statement, 19),
		.again = sqlite3_column_int(statement, 20),
		.difference = kmend_store_text(statement, 21),
		.hang = kmend_store_text(statement, 22),
		.torn = (uint64_t)sqlite3_column_int64(statement, 23),
		.serving = kmend_store_serving_columns(statement, ROW_SERVING),
		.site = kmend_store_site_columns(statement, ROW_SITE),
	};

	row.site_id = row.site.id;
	call->rows++;
	return kmend_store_fault_columns(call->store, statement, ROW_FAULT, &row.fault)
		? -1
		: call->each(&row, call->context);
}

int kmend_store_rows(
	struct kmend_store *store, int (*each)(const struct kmend_store_row *row, void *context), void *context)
{
	struct row_call call = { store, each, context, 0 };
	sqlite3_stmt *statement =
		kmend_store_prepare_shard(store, ROW_SQL "WHERE " KMEND_STORE_IN_SHARD " ORDER BY experiment.id");

	return statement ? kmend_store_each(store, statement, row_row, &call) : -1;
}

int kmend_store_row_get(struct kmend_store *store, int64_t id,
	int (*each)(const struct kmend_store_row *row, void *context), void *context)
{
	struct row_call call = { store, each, context, 0 };
	sqlite3_stmt *statement = kmend_store_prepare(store, ROW_SQL "WHERE experiment.id = ?1");
	int result;

	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, id);
	result = kmend_store_each(store, statement, row_row, &call);
	if (result == 0 && call.rows == 0)
		return kmend_error_as(KMEND_ERROR_NOT_FOUND, "%s: no experiment %lld", store->path, (long long)id);
	return result;
}
