/* Functions and blocks of the images, how often each was executed, and recovery coverage from that. */
#include "harness/store/private.h"

int kmend_store_function_add(struct kmend_store *store, struct kmend_store_function *function)
{
	sqlite3_stmt *statement = kmend_store_cached(
		store, STMT_FUNCTION_ADD, "INSERT INTO function(component, unit, name, shape) VALUES(?1, ?2, ?3, ?4)");

	if (!statement)
		return -1;
	kmend_store_bind_text(statement, 1, function->component);
	kmend_store_bind_text(statement, 2, function->unit);
	kmend_store_bind_text(statement, 3, function->name);
	sqlite3_bind_int64(statement, 4, (int64_t)function->shape);
	if (kmend_store_run(store, statement, "writing a function"))
		return -1;
	function->id = sqlite3_last_insert_rowid(store->db);
	return 0;
}

int kmend_store_block_add(struct kmend_store *store, struct kmend_store_block *block)
{
	sqlite3_stmt *statement = kmend_store_cached(
		store, STMT_BLOCK_ADD, "INSERT INTO block(function_id, ordinal, file, line) VALUES(?1, ?2, ?3, ?4)");

	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, block->function_id);
	sqlite3_bind_int64(statement, 2, block->ordinal);
	kmend_store_bind_text(statement, 3, block->file);
	sqlite3_bind_int64(statement, 4, block->line);
	if (kmend_store_run(store, statement, "writing a block"))
		return -1;
	block->id = sqlite3_last_insert_rowid(store->db);
	return 0;
}

int kmend_store_block_count_add(struct kmend_store *store, const struct kmend_store_block_count *count)
{
	sqlite3_stmt *statement = kmend_store_cached(store, STMT_BLOCK_COUNT_ADD,
		"INSERT INTO block_count(policy_id, block_id, protected_runs, unprotected_runs, boot_runs)"
		" VALUES(?1, ?2, ?3, ?4, ?5)");

	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, count->policy_id);
	sqlite3_bind_int64(statement, 2, count->block_id);
	sqlite3_bind_int64(statement, 3, (int64_t)count->protected_runs);
	sqlite3_bind_int64(statement, 4, (int64_t)count->unprotected_runs);
	sqlite3_bind_int64(statement, 5, (int64_t)count->boot_runs);
	return kmend_store_run(store, statement, "writing a block");
}

struct coverage_call {
	int (*each)(const struct kmend_store_coverage *coverage, void *context);
	void *context;
};

static int coverage_row(sqlite3_stmt *statement, void *context)
{
	const struct coverage_call *call = context;
	const struct kmend_store_coverage coverage = {
		.policy_id = sqlite3_column_int64(statement, 0),
		.policy = kmend_store_text(statement, 1),
		.component = kmend_store_text(statement, 2),
		.blocks = (uint64_t)sqlite3_column_int64(statement, 3),
		.protected_runs = (uint64_t)sqlite3_column_int64(statement, 4),
		.unprotected_runs = (uint64_t)sqlite3_column_int64(statement, 5),
	};

	return call->each(&coverage, call->context);
}

int kmend_store_coverage(struct kmend_store *store,
	int (*each)(const struct kmend_store_coverage *coverage, void *context), void *context)
{
	struct coverage_call call = { each, context };
	/* Blocks that were never executed have no counts, and are blocks all the same. */
	sqlite3_stmt *statement = kmend_store_prepare(store,
		"SELECT policy.id, policy.name, size.component, blocks, coalesce(protected, 0), coalesce(unprotected, "
	        "0)"
		" FROM policy CROSS JOIN"
		" (SELECT component, count(*) AS blocks FROM block JOIN function ON function.id = function_id"
		"  GROUP BY component) AS size LEFT JOIN"
		" (SELECT policy_id, component, sum(protected_runs) AS protected, sum(unprotected_runs) AS unprotected"
		"  FROM block_count JOIN block ON block.id = block_id JOIN function ON function.id = function_id"
		"  GROUP BY policy_id, component) AS run"
		" ON run.policy_id = policy.id AND run.component = size.component ORDER BY policy.id, size.component");

	return statement ? kmend_store_each(store, statement, coverage_row, &call) : -1;
}
