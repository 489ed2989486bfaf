/* What the files of harness/store share. Not for others. */
#ifndef KMEND_STORE_PRIVATE_H
#define KMEND_STORE_PRIVATE_H

#include <sqlite3.h>
#include <sys/types.h>

#include "harness/store/store.h"

/* Statements that run once for each block, site or experiment are prepared once. */
enum {
	STMT_FUNCTION_ADD,
	STMT_BLOCK_ADD,
	STMT_BLOCK_COUNT_ADD,
	STMT_SITE_ADD,
	STMT_SITE_IMAGE_ADD,
	STMT_PLAN_ADD,
	STMT_RESULT_PUT,
	STMT_AGAIN_PUT,
	STMT_PLAN_GET,
	STMT_COUNT
};

struct kmend_store {
	sqlite3 *db;
	char *path;
	int lock_fd; /* flock of the one writer, -1 for readers */
	int writable;
	char *wal_path;            /* of a writer */
	ino_t wal_inode;           /* 0: it is not there yet */
	uint64_t steps, steps_max; /* of the statement that runs, see limits.c */
	struct kmend_shard shard;
	sqlite3_stmt *cached[STMT_COUNT];
};

/* store.c. A store that is connected to nothing; NULL with the error set. Close it in every case. */
struct kmend_store *kmend_store_new(const char *path);
/* Connects it to the file or URI NAME, in place of what it was connected to. */
int kmend_store_connect(struct kmend_store *store, const char *name, int flags);
/* The first number that a pragma or query answers. -1: SQLite says why. */
int kmend_store_number(struct kmend_store *store, const char *sql, int64_t *number);
/* 0 when the path names a regular file that is no other thing obviously; *size_is_zero: it is empty. */
int kmend_store_check_file(const char *path, int *size_is_zero);
/* 0 when it is a result of the format that this kmend writes. */
int kmend_store_check_format(struct kmend_store *store);

/* limits.c, after the file was opened. */
void kmend_store_limit(struct kmend_store *store);
/* schema.c: 0 when it is exactly ours. */
int kmend_store_check_schema(struct kmend_store *store);
/* whole.c: does the descriptor stand for what the path names? */
int kmend_store_is_file(int fd, const char *path);
/* whole.c: a writer's file and its WAL are where they were. -1: they are not. */
int kmend_store_check_there(struct kmend_store *store);

/* Sets the one-line error for what SQLite just said. Returns -1. */
int kmend_store_fail(struct kmend_store *store, const char *doing);
int kmend_store_exec(struct kmend_store *store, const char *sql, const char *doing);
/* A fresh statement (finalize it), NULL with the error set. */
sqlite3_stmt *kmend_store_prepare(struct kmend_store *store, const char *sql);
/* A cached statement, reset and without bindings. */
sqlite3_stmt *kmend_store_cached(struct kmend_store *store, int slot, const char *sql);
/* Steps a statement that gives no rows, then resets it. */
int kmend_store_run(struct kmend_store *store, sqlite3_stmt *statement, const char *doing);
/* Reads which shard the file is. */
int kmend_store_shard_load(struct kmend_store *store);
/* A fresh statement that sees one shard: its condition is KMEND_STORE_IN_SHARD. */
#define KMEND_STORE_IN_SHARD "(experiment.site_id - 1) % ?2 = ?1"
sqlite3_stmt *kmend_store_prepare_shard(struct kmend_store *store, const char *sql);
/* Calls row() for every row of the statement and finalizes it. */
int kmend_store_each(struct kmend_store *store, sqlite3_stmt *statement,
	int (*row)(sqlite3_stmt *statement, void *context), void *context);

/* "" for NULL; of one that is longer than any that kmend writes, words that say so. */
const char *kmend_store_text(sqlite3_stmt *statement, int column);
void kmend_store_bind_text(sqlite3_stmt *statement, int parameter, const char *text); /* NULL as "" */

/* A chosen site with its block and function: the columns that site_columns() reads from number FIRST on. */
#define KMEND_STORE_SITE_COLUMNS                                                                  \
	"site.id, site.identity, site.block_id, site.candidate, site.type, site.file, site.line," \
	" function.component, function.unit, function.name, block.ordinal, function.shape"
#define KMEND_STORE_SITE_JOINS \
	" JOIN block ON block.id = site.block_id JOIN function ON function.id = block.function_id"
struct kmend_store_site kmend_store_site_columns(sqlite3_stmt *statement, int first);

/* What its tests and probes came to, from parameter or column number FIRST on; NULL, which reads as 0, until it is done. */
#define KMEND_STORE_SERVING 7 /* columns */
#define KMEND_STORE_SERVING_COLUMNS \
	"unavailable, tests_planned, tests_failed, tests_skipped, probes_passed, probes_failed, service"
void kmend_store_bind_serving(sqlite3_stmt *statement, int first, const struct kmend_serving *serving);
struct kmend_serving kmend_store_serving_columns(sqlite3_stmt *statement, int first);

/* The fault of an experiment: type, candidate, activation, parameter, seed from column number FIRST on. -1: what the file
 * says is not a fault that this kmend knows. */
int kmend_store_fault_columns(struct kmend_store *store, sqlite3_stmt *statement, int first, struct kmend_fault *fault);

/* Compressed blobs: 8 bytes little endian raw size, then a zlib stream. NULL data: SQL NULL. */
int kmend_store_bind_blob(sqlite3_stmt *statement, int parameter, const void *data, size_t size);
int kmend_store_column_blob(struct kmend_store *store, sqlite3_stmt *statement, int column, struct kmend_blob *blob);

#endif
