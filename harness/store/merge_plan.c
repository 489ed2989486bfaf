/* The plan of two results side by side, table by table, in the order of their keys. */
#include <stdio.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/store/merge_private.h"

/* Facts that say where and when, not what: they differ between shards of one plan. Revisions are compared apart. */
#define OWN_FACTS \
	"'jobs', 'pretest', 'seconds', 'started', 'finished', 'shard', 'source_root', 'source_folders', 'revision'"

struct table {
	const char *name;
	const char *what;  /* for a person */
	const char *same;  /* columns that must agree */
	const char *other; /* columns that are copied beside them */
	const char *order;
};

static const struct table tables[] = {
	{ "policy", "policies and golden runs", "id, name, image_hash, nsites, nblocks, golden_ns, limit_ns",
		", image_path, boot_log, golden_log", "id" },
	{ "function", "functions", "id, component, unit, name, shape", "", "id" },
	{ "block", "blocks", "id, function_id, ordinal, file, line", "", "id" },
	{ "block_count", "counts of blocks", "policy_id, block_id, protected_runs, unprotected_runs, boot_runs", "",
		"policy_id, block_id" },
	{ "measure", "measures", "policy_id, kind, subject, value", "", "policy_id, kind, subject" },
	{ "stratum", "numbers of sites", "component, type, sites, reached, booted, eligible", "", "component, type" },
	{ "site", "sites", "id, identity, block_id, candidate, type, file, line", "", "id" },
	{ "site_image", "numbers of sites in the images", "policy_id, site_id, dense_site, dense_block", "",
		"policy_id, site_id" },
	{ "experiment", "experiments", "id, policy_id, site_id, repeat, activation, parameter, seed", "", "id" },
};

#define TABLES (sizeof tables / sizeof tables[0])

static int value_is_same(sqlite3_stmt *a, sqlite3_stmt *b, int column)
{
	int type = sqlite3_column_type(a, column);
	const void *x, *y;

	if (type != sqlite3_column_type(b, column))
		return 0;
	if (type == SQLITE_INTEGER)
		return sqlite3_column_int64(a, column) == sqlite3_column_int64(b, column);
	x = sqlite3_column_blob(a, column);
	y = sqlite3_column_blob(b, column);
	return sqlite3_column_bytes(a, column) == sqlite3_column_bytes(b, column) &&
		(!x || !y || !memcmp(x, y, (size_t)sqlite3_column_bytes(a, column)));
}

/* 0: both rows are the same, or both tables at their end. */
static int rows_differ(sqlite3_stmt *a, int step_a, sqlite3_stmt *b, int step_b)
{
	if (step_a != step_b)
		return 1;
	for (int i = 0; step_a == SQLITE_ROW && i < sqlite3_column_count(a); i++)
		if (!value_is_same(a, b, i))
			return 1;
	return 0;
}

/* Steps both until they differ or end. 1: they differ, and stand at the row. */
static int walk(struct kmend_store *a, sqlite3_stmt *in_a, struct kmend_store *b, sqlite3_stmt *in_b)
{
	int step_a, step_b;

	do {
		step_a = sqlite3_step(in_a);
		step_b = sqlite3_step(in_b);
		if (step_a != SQLITE_ROW && step_a != SQLITE_DONE)
			return kmend_store_fail(a, "reading it");
		if (step_b != SQLITE_ROW && step_b != SQLITE_DONE)
			return kmend_store_fail(b, "reading it");
		if (rows_differ(in_a, step_a, in_b, step_b))
			return 1;
	} while (step_a == SQLITE_ROW);
	return 0;
}

/* SQL of a table's columns; the texts are all ours. */
static void select_sql(char *sql, size_t size, const struct table *table, const char *other)
{
	snprintf(sql, size, "SELECT %s%s FROM %s ORDER BY %s", table->same, other, table->name, table->order);
}

static int compare_table(struct kmend_store *to, const char *name, struct kmend_store *from, const struct table *table)
{
	char sql[512];
	sqlite3_stmt *a, *b = NULL;
	int result = -1;

	select_sql(sql, sizeof sql, table, "");
	a = kmend_store_prepare(to, sql);
	if (a)
		b = kmend_store_prepare(from, sql);
	if (a && b)
		result = walk(to, a, from, b);
	if (result > 0)
		result = kmend_error_as(KMEND_ERROR_INVALID, "%s and %s are not of one plan: their %s differ",
			from->path, name, table->what);
	sqlite3_finalize(a);
	sqlite3_finalize(b);
	return result;
}

static int blob_is_same(const struct kmend_blob *a, const struct kmend_blob *b)
{
	return a->size == b->size && (!a->data || !b->data || !memcmp(a->data, b->data, a->size));
}

/* By content: the same log can be packed in several ways. */
static int compare_policy_logs(struct kmend_store *to, const char *name, struct kmend_store *from, int64_t policy)
{
	struct kmend_blob boot[2] = { { 0 } }, golden[2] = { { 0 } };
	int result = kmend_store_policy_logs(to, policy, &boot[0], &golden[0]);

	if (result == 0)
		result = kmend_store_policy_logs(from, policy, &boot[1], &golden[1]);
	if (result == 0 && (!blob_is_same(&boot[0], &boot[1]) || !blob_is_same(&golden[0], &golden[1])))
		result = kmend_error_as(KMEND_ERROR_INVALID,
			"%s and %s are not of one plan: the logs of their golden runs differ", from->path, name);
	for (int i = 0; i < 2; i++) {
		kmend_blob_release(&boot[i]);
		kmend_blob_release(&golden[i]);
	}
	return result;
}

struct logs_call {
	struct kmend_store *to, *from;
	const char *name;
};

static int logs_row(const struct kmend_store_policy *policy, void *context)
{
	const struct logs_call *call = context;

	return compare_policy_logs(call->to, call->name, call->from, policy->id);
}

/* ---- facts ---------------------------------------------------------------------------------------------------- */

/* Which of two rows of meta that differ is the first fact: the smaller key; *key, *there and *here are its texts. */
static int complain_about_fact(sqlite3_stmt *a, const char *name, sqlite3_stmt *b, const char *path)
{
	const char *key_a = sqlite3_data_count(a) ? kmend_store_text(a, 0) : NULL;
	const char *key_b = sqlite3_data_count(b) ? kmend_store_text(b, 0) : NULL;
	int order = !key_a ? 1 : !key_b ? -1 : strcmp(key_a, key_b);

	return kmend_error_as(KMEND_ERROR_INVALID,
		"%s and %s are not of one plan: %.80s is '%.200s' in the one and '%.200s' in the other", path, name,
		order <= 0 ? key_a : key_b, order >= 0 ? kmend_store_text(b, 1) : "",
		order <= 0 ? kmend_store_text(a, 1) : "");
}

static int compare_facts(struct kmend_store *to, const char *name, struct kmend_store *from)
{
	/* What is dirty in the tree beside the target is no other revision, and the images are compared anyway. */
	static const char sql[] = "SELECT key, value FROM meta WHERE key NOT IN (" OWN_FACTS ") UNION ALL"
				  " SELECT key, replace(value, '-dirty', '') FROM meta WHERE key = 'revision'"
				  " ORDER BY key";
	sqlite3_stmt *a = kmend_store_prepare(to, sql), *b = a ? kmend_store_prepare(from, sql) : NULL;
	int result = a && b ? walk(to, a, from, b) : -1;

	if (result > 0)
		result = complain_about_fact(a, name, b, from->path);
	sqlite3_finalize(a);
	sqlite3_finalize(b);
	return result;
}

int merge_plan_compare(struct kmend_store *to, const char *name, struct kmend_store *from)
{
	struct logs_call call = { to, from, name };

	if (compare_facts(to, name, from) < 0)
		return -1;
	for (size_t i = 0; i < TABLES; i++)
		if (compare_table(to, name, from, &tables[i]) < 0)
			return -1;
	return kmend_store_policies(to, logs_row, &call);
}

int kmend_store_same_plan(struct kmend_store *store, struct kmend_store *other)
{
	return merge_plan_compare(store, store->path, other);
}

/* ---- copying -------------------------------------------------------------------------------------------------- */

static int copy_rows(struct kmend_store *to, sqlite3_stmt *insert, struct kmend_store *from, sqlite3_stmt *select)
{
	int step;

	while ((step = sqlite3_step(select)) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(select); i++)
			sqlite3_bind_value(insert, i + 1, sqlite3_column_value(select, i));
		if (kmend_store_run(to, insert, "copying the plan") < 0)
			return (sqlite3_errcode(to->db) & 0xff) == SQLITE_CONSTRAINT
				? kmend_error_as(KMEND_ERROR_INVALID, "%s: not a kmend result, or damaged", from->path)
				: -1;
	}
	return step == SQLITE_DONE ? 0 : kmend_store_fail(from, "reading it");
}

/* INSERT of as many values as the columns have. */
static int copy(
	struct kmend_store *to, const char *table, const char *columns, struct kmend_store *from, const char *sql)
{
	sqlite3_stmt *select = kmend_store_prepare(from, sql), *insert = NULL;
	int result = -1, count = select ? sqlite3_column_count(select) : 0;
	char text[640], values[64] = "?";

	for (int i = 1; i < count; i++)
		strcat(values, ", ?");
	snprintf(text, sizeof text, "INSERT INTO %s(%s) VALUES(%s)", table, columns, values);
	if (select)
		insert = kmend_store_prepare(to, text);
	if (insert)
		result = copy_rows(to, insert, from, select);
	sqlite3_finalize(insert);
	sqlite3_finalize(select);
	return result;
}

int merge_plan_copy(struct kmend_store *to, struct kmend_store *from)
{
	char sql[512], columns[256];

	if (copy(to, "meta", "key, value", from,
		    "SELECT key, value FROM meta WHERE key NOT IN ('jobs', 'seconds', 'finished', 'shard')") < 0)
		return -1;
	for (size_t i = 0; i < TABLES; i++) {
		select_sql(sql, sizeof sql, &tables[i], tables[i].other);
		snprintf(columns, sizeof columns, "%s%s", tables[i].same, tables[i].other);
		if (copy(to, tables[i].name, columns, from, sql) < 0)
			return -1;
	}
	return 0;
}
