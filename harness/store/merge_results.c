/* What is done in one result comes into another. Columns are copied as they are, after a look at what they hold. */
#include <stdio.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/outcome.h"
#include "harness/store/merge_private.h"

/* The columns of a result, in one order for reading and writing. */
enum kind { NUMBER, TEXT, LOG };

static const struct column {
	const char *name;
	enum kind kind;
	int must_agree; /* between two runs of one experiment: what does not depend on the machine */
} columns[] = {
	{ "attempts", NUMBER, 0 },
	{ "outcome", NUMBER, 1 },
	{ "reason", TEXT, 1 },
	{ "activations", NUMBER, 1 },
	{ "recovered", NUMBER, 1 },
	{ "inconsistent", NUMBER, 1 },
	{ "unavailable", NUMBER, 1 },
	{ "tests_planned", NUMBER, 1 },
	{ "tests_failed", NUMBER, 1 },
	{ "tests_skipped", NUMBER, 1 },
	{ "probes_passed", NUMBER, 1 },
	{ "probes_failed", NUMBER, 1 },
	{ "service", NUMBER, 1 },
	{ "guest_ns", NUMBER, 1 },
	{ "signature", TEXT, 1 },
	{ "place", TEXT, 1 },
	{ "place_kind", TEXT, 1 },
	{ "note", TEXT, 0 },
	{ "log", LOG, 1 },
	{ "wall_us", NUMBER, 0 },
	{ "own_us", NUMBER, 0 },
	{ "console", LOG, 0 },
	{ "again", NUMBER, 0 },
	{ "difference", TEXT, 0 },
	{ "hang", TEXT, 0 },
	{ "torn", NUMBER, 1 },
};

#define COLUMNS (sizeof columns / sizeof columns[0])
enum {
	OUTCOME = 1,
	SERVICE = 12,
	AGAIN = 22,
	DIFFERENCE = 23
}; /* their places among them; 0 in a row of results is the id */

struct step {
	struct kmend_store *to, *from;
	sqlite3_stmt *have, *put;
	struct kmend_merge_input *input;
};

static int is_damaged(const struct step *step, sqlite3_stmt *row)
{
	return kmend_error_as(KMEND_ERROR_INVALID, "%s: experiment %lld is damaged", step->from->path,
		(long long)sqlite3_column_int64(row, 0));
}

/* Every column holds what its kind says, and the logs can be unpacked. */
static int check_row(const struct step *step, sqlite3_stmt *row)
{
	int64_t outcome = sqlite3_column_int64(row, 1 + OUTCOME), service = sqlite3_column_int64(row, 1 + SERVICE);

	for (size_t i = 0; i < COLUMNS; i++) {
		static const int types[] = { [NUMBER] = SQLITE_INTEGER, [TEXT] = SQLITE_TEXT, [LOG] = SQLITE_BLOB };
		int type = sqlite3_column_type(row, 1 + (int)i);
		struct kmend_blob blob;

		if (type != types[columns[i].kind] && (columns[i].kind == NUMBER || type != SQLITE_NULL))
			return is_damaged(step, row);
		if (columns[i].kind != LOG)
			continue;
		if (kmend_store_column_blob(step->from, row, 1 + (int)i, &blob) < 0)
			return -1;
		kmend_blob_release(&blob);
	}
	return outcome > KMEND_OUTCOME_NONE && outcome < KMEND_OUTCOME_COUNT && service >= 0 &&
			service < KMEND_SERVICE_COUNT
		? 0
		: is_damaged(step, row);
}

/* ---- doubles -------------------------------------------------------------------------------------------------- */

static int log_is_same(const struct step *step, sqlite3_stmt *row, sqlite3_stmt *have, int column)
{
	struct kmend_blob a, b = { 0 };
	int result = kmend_store_column_blob(step->from, row, column, &a);

	if (result == 0)
		result = kmend_store_column_blob(step->to, have, column, &b);
	if (result == 0)
		result = a.size == b.size && (!a.size || !memcmp(a.data, b.data, a.size));
	kmend_blob_release(&a);
	kmend_blob_release(&b);
	return result;
}

static const char *shown(sqlite3_stmt *row, int column)
{
	return column == 1 + OUTCOME ? kmend_outcome_name((enum kmend_outcome)sqlite3_column_int(row, column))
				     : kmend_store_text(row, column);
}

static int complain(const struct step *step, sqlite3_stmt *row, size_t i)
{
	long long id = sqlite3_column_int64(row, 0);

	if (columns[i].kind == LOG)
		return kmend_error_as(KMEND_ERROR_INVALID,
			"%s: experiment %lld has another event log than in the files before it", step->from->path, id);
	return kmend_error_as(KMEND_ERROR_INVALID,
		"%s: %s of experiment %lld is '%.200s', and '%.200s' in the files before it", step->from->path,
		columns[i].name, id, shown(row, 1 + (int)i), shown(step->have, 1 + (int)i));
}

/* What another machine made of it is known in one file and not in the other: it is kept, and a difference most of all. */
static int keep_again(const struct step *step, sqlite3_stmt *row)
{
	sqlite3_stmt *put;
	int result;

	if (sqlite3_column_int64(row, 1 + AGAIN) <= sqlite3_column_int64(step->have, 1 + AGAIN))
		return 0;
	put = kmend_store_prepare(step->to, "UPDATE experiment SET again = ?2, difference = ?3 WHERE id = ?1");
	if (!put)
		return -1;
	sqlite3_bind_value(put, 1, sqlite3_column_value(row, 0));
	sqlite3_bind_value(put, 2, sqlite3_column_value(row, 1 + AGAIN));
	sqlite3_bind_value(put, 3, sqlite3_column_value(row, 1 + DIFFERENCE));
	result = kmend_store_run(step->to, put, "writing a comparison");
	sqlite3_finalize(put);
	return result;
}

/* The same experiment twice: the second one says the same or is wrong. */
static int compare_double(const struct step *step, sqlite3_stmt *row)
{
	for (size_t i = 0; i < COLUMNS; i++) {
		int column = 1 + (int)i, same;

		if (!columns[i].must_agree)
			continue;
		same = columns[i].kind == LOG
			? log_is_same(step, row, step->have, column)
			: strcmp(kmend_store_text(row, column), kmend_store_text(step->have, column)) == 0;
		if (same < 0)
			return -1;
		if (!same)
			return complain(step, row, i);
	}
	step->input->doubles++;
	return keep_again(step, row);
}

/* ---- one row -------------------------------------------------------------------------------------------------- */

static int put_row(const struct step *step, sqlite3_stmt *row)
{
	sqlite3_reset(step->put);
	for (int i = 0; i <= (int)COLUMNS; i++)
		sqlite3_bind_value(step->put, i + 1, sqlite3_column_value(row, i));
	if (kmend_store_run(step->to, step->put, "writing a result") < 0)
		return -1;
	step->input->taken++;
	return 0;
}

static int take_row(const struct step *step, sqlite3_stmt *row)
{
	int result = -1;

	if (check_row(step, row) < 0)
		return -1;
	sqlite3_bind_int64(step->have, 1, sqlite3_column_int64(row, 0));
	switch (sqlite3_step(step->have)) {
	case SQLITE_ROW: /* its last column: is it done? */
		result = sqlite3_column_int(step->have, 1 + (int)COLUMNS) ? compare_double(step, row)
									  : put_row(step, row);
		break;
	case SQLITE_DONE:
		result = is_damaged(step, row); /* the plans are the same: it is there */
		break;
	default:
		kmend_store_fail(step->to, "reading it");
	}
	sqlite3_reset(step->have);
	return result;
}

static int take_rows(const struct step *step, sqlite3_stmt *rows, const volatile sig_atomic_t *stopped)
{
	int result = 0, at = SQLITE_DONE;

	while (result == 0 && (at = sqlite3_step(rows)) == SQLITE_ROW)
		result = stopped && *stopped ? kmend_error_as(KMEND_ERROR_INTERRUPTED, "interrupted")
					     : take_row(step, rows);
	return result < 0 ? -1 : at == SQLITE_DONE ? 0 : kmend_store_fail(step->from, "reading it");
}

/* ---- all ------------------------------------------------------------------------------------------------------ */

/* Adds each column to a statement: %1$s is its name, %2$d the number of its parameter. */
static void add_columns(char *sql, size_t size, const char *format)
{
	for (size_t i = 0; i < COLUMNS; i++) {
		size_t used = strlen(sql);

		snprintf(sql + used, size - used, format, columns[i].name, (int)i + 2);
	}
}

/* A shard has results of its own part alone. */
static int check_part(struct kmend_store *from)
{
	sqlite3_stmt *statement = kmend_store_prepare_shard(
		from, "SELECT id FROM experiment WHERE state = 'done' AND NOT (" KMEND_STORE_IN_SHARD ") LIMIT 1");
	char shard[KMEND_SHARD_TEXT_MAX];
	int result = -1;

	if (!statement)
		return -1;
	switch (sqlite3_step(statement)) {
	case SQLITE_DONE:
		result = 0;
		break;
	case SQLITE_ROW:
		kmend_error_as(KMEND_ERROR_INVALID, "%s: is shard %s, and experiment %lld is not its part", from->path,
			kmend_shard_text(shard, from->shard), (long long)sqlite3_column_int64(statement, 0));
		break;
	default:
		kmend_store_fail(from, "reading it");
	}
	sqlite3_finalize(statement);
	return result;
}

int merge_results(struct kmend_store *to, struct kmend_store *from, struct kmend_merge_input *input,
	const volatile sig_atomic_t *stopped)
{
	char rows_sql[1024] = "SELECT id", have_sql[1024] = "SELECT id",
	     put_sql[1024] = "UPDATE experiment SET state = 'done'";
	struct step step = { .to = to, .from = from, .input = input };
	sqlite3_stmt *rows;
	int result = -1;

	add_columns(rows_sql, sizeof rows_sql, ", %1$s");
	strcat(rows_sql, " FROM experiment WHERE state = 'done' ORDER BY id");
	add_columns(have_sql, sizeof have_sql, ", %1$s");
	strcat(have_sql, ", state = 'done' FROM experiment WHERE id = ?1");
	add_columns(put_sql, sizeof put_sql, ", %1$s = ?%2$d");
	strcat(put_sql, " WHERE id = ?1");
	if (check_part(from) < 0)
		return -1;
	rows = kmend_store_prepare(from, rows_sql);
	step.have = kmend_store_prepare(to, have_sql);
	step.put = kmend_store_prepare(to, put_sql);
	if (rows && step.have && step.put)
		result = take_rows(&step, rows, stopped);
	sqlite3_finalize(rows);
	sqlite3_finalize(step.have);
	sqlite3_finalize(step.put);
	return result;
}
