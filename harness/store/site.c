/* Chosen sites with their numbers in each image, and how many there are of each kind. */
#include "harness/store/private.h"

int kmend_store_site_add(struct kmend_store *store, struct kmend_store_site *site)
{
	sqlite3_stmt *statement = kmend_store_cached(store, STMT_SITE_ADD,
		"INSERT INTO site(identity, block_id, candidate, type, file, line) VALUES(?1, ?2, ?3, ?4, ?5, ?6)");

	if (!statement)
		return -1;
	kmend_store_bind_text(statement, 1, site->identity);
	sqlite3_bind_int64(statement, 2, site->block_id);
	sqlite3_bind_int64(statement, 3, site->candidate);
	kmend_store_bind_text(statement, 4, site->type);
	kmend_store_bind_text(statement, 5, site->file);
	sqlite3_bind_int64(statement, 6, site->line);
	if (kmend_store_run(store, statement, "writing a site"))
		return -1;
	site->id = sqlite3_last_insert_rowid(store->db);
	return 0;
}

int kmend_store_site_image_add(struct kmend_store *store, const struct kmend_store_site_image *site_image)
{
	sqlite3_stmt *statement = kmend_store_cached(store, STMT_SITE_IMAGE_ADD,
		"INSERT INTO site_image(site_id, policy_id, dense_site, dense_block) VALUES(?1, ?2, ?3, ?4)");

	if (!statement)
		return -1;
	sqlite3_bind_int64(statement, 1, site_image->site_id);
	sqlite3_bind_int64(statement, 2, site_image->policy_id);
	sqlite3_bind_int64(statement, 3, site_image->dense_site);
	sqlite3_bind_int64(statement, 4, site_image->dense_block);
	return kmend_store_run(store, statement, "writing a site");
}

struct site_call {
	int (*each)(const struct kmend_store_site *site, void *context);
	void *context;
};

struct kmend_store_site kmend_store_site_columns(sqlite3_stmt *statement, int first)
{
	return (struct kmend_store_site){
		.id = sqlite3_column_int64(statement, first),
		.identity = kmend_store_text(statement, first + 1),
		.block_id = sqlite3_column_int64(statement, first + 2),
		.candidate = (uint32_t)sqlite3_column_int64(statement, first + 3),
		.type = kmend_store_text(statement, first + 4),
		.file = kmend_store_text(statement, first + 5),
		.line = (uint32_t)sqlite3_column_int64(statement, first + 6),
		.component = kmend_store_text(statement, first + 7),
		.unit = kmend_store_text(statement, first + 8),
		.function = kmend_store_text(statement, first + 9),
		.block = (uint32_t)sqlite3_column_int64(statement, first + 10),
		.shape = (uint64_t)sqlite3_column_int64(statement, first + 11),
	};
}

static int site_row(sqlite3_stmt *statement, void *context)
{
	const struct site_call *call = context;
	const struct kmend_store_site site = kmend_store_site_columns(statement, 0);

	return call->each(&site, call->context);
}

int kmend_store_sites(
	struct kmend_store *store, int (*each)(const struct kmend_store_site *site, void *context), void *context)
{
	struct site_call call = { each, context };
	sqlite3_stmt *statement = kmend_store_prepare(
		store, "SELECT " KMEND_STORE_SITE_COLUMNS " FROM site" KMEND_STORE_SITE_JOINS " ORDER BY site.id");

	return statement ? kmend_store_each(store, statement, site_row, &call) : -1;
}

int kmend_store_stratum_add(struct kmend_store *store, const struct kmend_store_stratum *stratum)
{
	sqlite3_stmt *statement = kmend_store_prepare(store,
		"INSERT INTO stratum(component, type, sites, reached, booted, eligible) VALUES(?1, ?2, ?3, ?4, ?5, "
	        "?6)");
	int result;

	if (!statement)
		return -1;
	kmend_store_bind_text(statement, 1, stratum->component);
	kmend_store_bind_text(statement, 2, stratum->type);
	sqlite3_bind_int64(statement, 3, (int64_t)stratum->sites);
	sqlite3_bind_int64(statement, 4, (int64_t)stratum->reached);
	sqlite3_bind_int64(statement, 5, (int64_t)stratum->booted);
	sqlite3_bind_int64(statement, 6, (int64_t)stratum->eligible);
	result = kmend_store_run(store, statement, "writing how many sites there are");
	sqlite3_finalize(statement);
	return result;
}

struct stratum_call {
	int (*each)(const struct kmend_store_stratum *stratum, void *context);
	void *context;
};

static int stratum_row(sqlite3_stmt *statement, void *context)
{
	const struct stratum_call *call = context;
	const struct kmend_store_stratum stratum = {
		.component = kmend_store_text(statement, 0),
		.type = kmend_store_text(statement, 1),
		.sites = (uint64_t)sqlite3_column_int64(statement, 2),
		.reached = (uint64_t)sqlite3_column_int64(statement, 3),
		.booted = (uint64_t)sqlite3_column_int64(statement, 4),
		.eligible = (uint64_t)sqlite3_column_int64(statement, 5),
		.chosen = (uint64_t)sqlite3_column_int64(statement, 6),
	};

	return call->each(&stratum, call->context);
}

int kmend_store_strata(
	struct kmend_store *store, int (*each)(const struct kmend_store_stratum *stratum, void *context), void *context)
{
	struct stratum_call call = { each, context };
	sqlite3_stmt *statement = kmend_store_prepare(store,
		"SELECT component, type, sites, reached, booted, eligible, coalesce(chosen, 0) FROM stratum LEFT JOIN"
		" (SELECT component, type, count(*) AS chosen FROM site" KMEND_STORE_SITE_JOINS
		"  GROUP BY component, type) USING(component, type) ORDER BY component, type");

	return statement ? kmend_store_each(store, statement, stratum_row, &call) : -1;
}

struct active_call {
	int (*each)(const struct kmend_store_active *active, void *context);
	void *context;
};

static int active_row(sqlite3_stmt *statement, void *context)
{
	const struct active_call *call = context;
	const struct kmend_store_active active = {
		.component = kmend_store_text(statement, 0),
		.sites = (uint64_t)sqlite3_column_int64(statement, 1),
	};

	return call->each(&active, call->context);
}

int kmend_store_active(
	struct kmend_store *store, int (*each)(const struct kmend_store_active *active, void *context), void *context)
{
	struct active_call call = { each, context };
	sqlite3_stmt *statement = kmend_store_prepare(store,
		"SELECT component, sum(eligible) FROM stratum GROUP BY component HAVING sum(eligible) > 0"
		" ORDER BY component");

	return statement ? kmend_store_each(store, statement, active_row, &call) : -1;
}
