/* Policies of a campaign: their image, and what the golden runs said. */
#include "harness/base/error.h"
#include "harness/store/private.h"

int kmend_store_policy_add(struct kmend_store *store, struct kmend_store_policy *policy)
{
	sqlite3_stmt *statement = kmend_store_prepare(store,
		"INSERT INTO policy(name, image_hash, image_path, nsites, nblocks, golden_ns, limit_ns)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
	int result;

	if (!statement)
		return -1;
	kmend_store_bind_text(statement, 1, policy->name);
	kmend_store_bind_text(statement, 2, policy->image_hash);
	kmend_store_bind_text(statement, 3, policy->image_path);
	sqlite3_bind_int64(statement, 4, policy->nsites);
	sqlite3_bind_int64(statement, 5, policy->nblocks);
	sqlite3_bind_int64(statement, 6, (int64_t)policy->golden_ns);
	sqlite3_bind_int64(statement, 7, (int64_t)policy->limit_ns);
	result = kmend_store_run(store, statement, "writing a policy");
	sqlite3_finalize(statement);
	if (result == 0)
		policy->id = sqlite3_last_insert_rowid(store->db);
	return result;
}

static int update_policy(struct kmend_store *store, sqlite3_stmt *statement)
{
	int result = kmend_store_run(store, statement, "writing a policy");

	sqlite3_finalize(statement);
	if (result == 0 && sqlite3_changes(store->db) != 1)
		return kmend_error("%s: no such policy", store->path);
	return result;
}

int kmend_store_policy_logs_set(struct kmend_store *store, int64_t policy_id, const void *boot_log, size_t boot_size,
	const void *golden_log, size_t golden_size)
{
	sqlite3_stmt *statement =
		kmend_store_prepare(store, "UPDATE policy SET boot_log = ?2, golden_log = ?3 WHERE id = ?1");

	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, policy_id);
	if (kmend_store_bind_blob(statement, 2, boot_log, boot_size) ||
		kmend_store_bind_blob(statement, 3, golden_log, golden_size)) {
		sqlite3_finalize(statement);
		return -1;
	}
	return update_policy(store, statement);
}

int kmend_store_policy_golden_set(struct kmend_store *store, int64_t policy_id, uint64_t golden_ns, uint64_t limit_ns)
{
	sqlite3_stmt *statement =
		kmend_store_prepare(store, "UPDATE policy SET golden_ns = ?2, limit_ns = ?3 WHERE id = ?1");

	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, policy_id);
	sqlite3_bind_int64(statement, 2, (int64_t)golden_ns);
	sqlite3_bind_int64(statement, 3, (int64_t)limit_ns);
	return update_policy(store, statement);
}

int kmend_store_policy_logs(
	struct kmend_store *store, int64_t policy_id, struct kmend_blob *boot, struct kmend_blob *golden)
{
	sqlite3_stmt *statement = kmend_store_prepare(store, "SELECT boot_log, golden_log FROM policy WHERE id = ?1");
	int result = -1;

	*boot = (struct kmend_blob){ NULL, 0 };
	*golden = (struct kmend_blob){ NULL, 0 };
	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, policy_id);
	if (sqlite3_step(statement) != SQLITE_ROW)
		kmend_error("%s: no such policy", store->path);
	else if (kmend_store_column_blob(store, statement, 0, boot) == 0)
		result = kmend_store_column_blob(store, statement, 1, golden);
	if (result)
		kmend_blob_release(boot);
	sqlite3_finalize(statement);
	return result;
}

struct policy_call {
	int (*each)(const struct kmend_store_policy *policy, void *context);
	void *context;
};

static int policy_row(sqlite3_stmt *statement, void *context)
{
	const struct policy_call *call = context;
	struct kmend_store_policy policy = {
		.id = sqlite3_column_int64(statement, 0),
		.name = kmend_store_text(statement, 1),
		.image_hash = kmend_store_text(statement, 2),
		.image_path = kmend_store_text(statement, 3),
		.nsites = (uint32_t)sqlite3_column_int64(statement, 4),
		.nblocks = (uint32_t)sqlite3_column_int64(statement, 5),
		.golden_ns = (uint64_t)sqlite3_column_int64(statement, 6),
		.limit_ns = (uint64_t)sqlite3_column_int64(statement, 7),
	};

	return call->each(&policy, call->context);
}

int kmend_store_policies(
	struct kmend_store *store, int (*each)(const struct kmend_store_policy *policy, void *context), void *context)
{
	struct policy_call call = { each, context };
	sqlite3_stmt *statement = kmend_store_prepare(store,
		"SELECT id, name, image_hash, image_path, nsites, nblocks, golden_ns, limit_ns FROM policy ORDER BY "
		"id");

	return statement ? kmend_store_each(store, statement, policy_row, &call) : -1;
}
