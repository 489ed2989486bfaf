/* A result file: checked, connected, closed; transactions. */
#include "harness/store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/store/private.h"
#include "harness/store/schema.sql.h"

#define BUSY_LIMIT_MS 10000

struct kmend_store *kmend_store_new(const char *path)
{
	struct kmend_store *store = calloc(1, sizeof(*store));

	if (store)
		store->path = strdup(path);
	if (!store || !store->path) {
		free(store);
		kmend_error("out of memory for a result file");
		return NULL;
	}
	store->lock_fd = -1;
	store->shard = KMEND_SHARD_WHOLE;
	return store;
}

static void disconnect(struct kmend_store *store)
{
	for (int i = 0; i < STMT_COUNT; i++)
		sqlite3_finalize(store->cached[i]);
	sqlite3_close(store->db);
}

static void release(struct kmend_store *store)
{
	/* After SQLite: closing any descriptor of a file drops the POSIX locks that this process has on it. */
	if (store->lock_fd >= 0)
		close(store->lock_fd);
	free(store->wal_path);
	free(store->path);
	free(store);
}

void kmend_store_close(struct kmend_store *store)
{
	if (!store)
		return;
	/* A finished result is one file, and readers leave nothing beside it. Fails while somebody reads: no harm. */
	if (store->writable && sqlite3_get_autocommit(store->db)) {
		for (int i = 0; i < STMT_COUNT; i++)
			sqlite3_reset(store->cached[i]);
		sqlite3_busy_timeout(store->db, 0);
		sqlite3_exec(store->db, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
	}
	disconnect(store);
	release(store);
}

void kmend_store_discard(struct kmend_store *store)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal" };

	int own = kmend_store_is_file(store->lock_fd, store->path);

	disconnect(store);
	for (size_t i = 0; own && i < sizeof ends / sizeof ends[0]; i++) {
		char *name = kmend_format("%s%s", store->path, ends[i]);

		if (name)
			unlink(name);
		free(name);
	}
	release(store); /* last: the lock is held until the file is gone */
}

const char *kmend_store_path(const struct kmend_store *store)
{
	return store->path;
}

int kmend_store_connect(struct kmend_store *store, const char *name, int flags)
{
	sqlite3_close(store->db);
	store->db = NULL;
	if (sqlite3_open_v2(name, &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		return store->db ? kmend_store_fail(store, "opening it")
				 : kmend_error("%s: out of memory", store->path);
	kmend_store_limit(store);
	sqlite3_busy_timeout(store->db, BUSY_LIMIT_MS);
	return 0;
}

/* One number that a pragma or query answers. */
int kmend_store_number(struct kmend_store *store, const char *sql, int64_t *number)
{
	sqlite3_stmt *statement;
	int result = 0;

	if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK)
		return -1;
	if (sqlite3_step(statement) == SQLITE_ROW)
		*number = sqlite3_column_int64(statement, 0);
	else
		result = -1;
	sqlite3_finalize(statement);
	return result;
}

int kmend_store_check_format(struct kmend_store *store)
{
	int64_t application = 0, format = 0;

	if (kmend_store_number(store, "PRAGMA application_id", &application) ||
		kmend_store_number(store, "PRAGMA user_version", &format))
		return kmend_store_fail(store, "opening it");
	if (application != KMEND_STORE_APPLICATION_ID)
		return kmend_error_as(KMEND_ERROR_INVALID, "%s: not a kmend result", store->path);
	if (format != KMEND_STORE_FORMAT)
		return kmend_error_as(KMEND_ERROR_INVALID,
			"%s: written by another version of kmend (result format %lld, this one reads %d): read it "
			"with that one, or choose another file",
			store->path, (long long)format, KMEND_STORE_FORMAT);
	return kmend_store_check_schema(store);
}

/* There, a regular file, and not obviously something else. */
int kmend_store_check_file(const char *path, int *size_is_zero)
{
	static const char magic[16] = "SQLite format 3";
	char head[16] = { 0 };
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* nobody writes to a pipe that is no result */
	ssize_t got;

	if (fd < 0)
		return kmend_error_errno("%s", path);
	if (fstat(fd, &st) || !S_ISREG(st.st_mode)) {
		close(fd);
		return kmend_error_as(KMEND_ERROR_INVALID, "%s: not a regular file", path);
	}
	got = read(fd, head, sizeof(head));
	close(fd);
	*size_is_zero = got == 0;
	if (got != 0 && (got != sizeof(head) || memcmp(head, magic, sizeof(magic)) != 0))
		return kmend_error_as(KMEND_ERROR_INVALID, "%s: not a kmend result", path);
	return 0;
}

int kmend_store_begin(struct kmend_store *store)
{
	/* A reader's transaction is a snapshot: a report adds up while a campaign goes on. */
	return kmend_store_exec(store, store->writable ? "BEGIN IMMEDIATE" : "BEGIN", "starting a transaction");
}

int kmend_store_commit(struct kmend_store *store)
{
	return kmend_store_exec(store, "COMMIT", "committing results");
}

int kmend_store_rollback(struct kmend_store *store)
{
	/* After some errors (disk full) SQLite has rolled back already. */
	return sqlite3_get_autocommit(store->db) ? 0 : kmend_store_exec(store, "ROLLBACK", "rolling back");
}
