/* Fault sites, what each image says about them, and recovery coverage from the golden counts. */
#include "harness/store/private.h"

int kmend_store_site_add(struct kmend_store *store, struct kmend_store_site *site)
{
	sqlite3_stmt *statement = kmend_store_cached(store, STMT_SITE_ADD,
		"INSERT INTO site(identity, component, unit, function, block, candidate, type, file, line)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");

	if (!statement)
		return -1;
	kmend_store_bind_text(statement, 1, site->identity);
	kmend_store_bind_text(statement, 2, site->component);
	kmend_store_bind_text(statement, 3, site->unit);
	kmend_store_bind_text(statement, 4, site->function);
	sqlite3_bind_int64(statement, 5, site->block);
	sqlite3_bind_int64(statement, 6, site->candidate);
	kmend_store_bind_text(statement, 7, site->type);
	kmend_store_bind_text(statement, 8, site->file);
	sqlite3_bind_int64(statement, 9, site->line);
	if (kmend_store_run(store, statement, "writing a site"))
		return -1;
	site->id = sqlite3_last_insert_rowid(store->db);
	return 0;
}

int kmend_store_site_image_add(struct kmend_store *store, const struct kmend_store_site_image *site_image)
{
	sqlite3_stmt *statement = kmend_store_cached(store, STMT_SITE_IMAGE_ADD,
		"INSERT INTO site_image(site_id, policy_id, dense_site, dense_block, golden_in, golden_out)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6)");

	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, site_image->site_id);
	sqlite3_bind_int64(statement, 2, site_image->policy_id);
	sqlite3_bind_int64(statement, 3, site_image->dense_site);
	sqlite3_bind_int64(statement, 4, site_image->dense_block);
	sqlite3_bind_int64(statement, 5, (int64_t)site_image->golden_in);
	sqlite3_bind_int64(statement, 6, (int64_t)site_image->golden_out);
	return kmend_store_run(store, statement, "writing a site");
}

struct site_call {
	int (*each)(const struct kmend_store_site *site, void *context);
	void *context;
};

static int site_row(sqlite3_stmt *statement, void *context)
{
	const struct site_call *call = context;
	struct kmend_store_site site = {
		.id = sqlite3_column_int64(statement, 0),
		.identity = kmend_store_text(statement, 1),
		.component = kmend_store_text(statement, 2),
		.unit = kmend_store_text(statement, 3),
		.function = kmend_store_text(statement, 4),
		.block = (uint32_t)sqlite3_column_int64(statement, 5),
		.candidate = (uint32_t)sqlite3_column_int64(statement, 6),
		.type = kmend_store_text(statement, 7),
		.file = kmend_store_text(statement, 8),
		.line = (uint32_t)sqlite3_column_int64(statement, 9),
	};

	return call->each(&site, call->context);
}

int kmend_store_sites(
	struct kmend_store *store, int (*each)(const struct kmend_store_site *site, void *context), void *context)
{
	struct site_call call = { each, context };
	sqlite3_stmt *statement = kmend_store_prepare(store,
		"SELECT id, identity, component, unit, function, block, candidate, type, file, line FROM site ORDER BY "
		"id");

	return statement ? kmend_store_each(store, statement, site_row, &call) : -1;
}

struct coverage_call {
	int (*each)(const struct kmend_store_coverage *coverage, void *context);
	void *context;
};

static int coverage_row(sqlite3_stmt *statement, void *context)
{
	const struct coverage_call *call = context;
	struct kmend_store_coverage coverage = {
		.policy_id = sqlite3_column_int64(statement, 0),
		.policy = kmend_store_text(statement, 1),
		.component = kmend_store_text(statement, 2),
		.blocks = (uint64_t)sqlite3_column_int64(statement, 3),
		.executed_in = (uint64_t)sqlite3_column_int64(statement, 4),
		.executed_out = (uint64_t)sqlite3_column_int64(statement, 5),
	};

	return call->each(&coverage, call->context);
}

int kmend_store_coverage(struct kmend_store *store,
	int (*each)(const struct kmend_store_coverage *coverage, void *context), void *context)
{
	struct coverage_call call = { each, context };
	/* Sites of one block share its counts: a block is counted once. */
	sqlite3_stmt *statement = kmend_store_prepare(store,
		"SELECT policy.id, policy.name, component, count(*), sum(block_in), sum(block_out) FROM"
		" (SELECT policy_id, component, dense_block, max(golden_in) AS block_in, max(golden_out) AS block_out"
		"  FROM site_image JOIN site ON site.id = site_id GROUP BY policy_id, component, dense_block)"
		" JOIN policy ON policy.id = policy_id GROUP BY policy.id, component ORDER BY policy.id, component");

	return statement ? kmend_store_each(store, statement, coverage_row, &call) : -1;
}

struct active_call {
	int (*each)(const struct kmend_store_active *active, void *context);
	void *context;
};

static int active_row(sqlite3_stmt *statement, void *context)
{
	const struct active_call *call = context;
	struct kmend_store_active active = {
		.component = kmend_store_text(statement, 0),
		.sites = (uint64_t)sqlite3_column_int64(statement, 1),
	};

	return call->each(&active, call->context);
}

int kmend_store_active(
	struct kmend_store *store, int (*each)(const struct kmend_store_active *active, void *context), void *context)
{
	struct active_call call = { each, context };
	/* The rule of the plan (docs/campaigns.md): reached under every policy. */
	sqlite3_stmt *statement = kmend_store_prepare(store,
		"SELECT component, count(*) FROM site"
		" WHERE type = (SELECT value FROM meta WHERE key = 'fault_model') AND id IN"
		" (SELECT site_id FROM site_image GROUP BY site_id HAVING min(golden_in + golden_out) > 0)"
		" GROUP BY component ORDER BY component");

	return statement ? kmend_store_each(store, statement, active_row, &call) : -1;
}
