/* Opening, checking and closing a result file; transactions; meta. */
#include "harness/store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/store/private.h"
#include "harness/store/schema.sql.h"

#define BUSY_LIMIT_MS 10000
#define LOCK_TRIES 100 /* each is lost to somebody who removes the file at that moment */

static struct kmend_store *store_new(const char *path)
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

static int connect_file(struct kmend_store *store, const char *name, int flags)
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
static int query_number(struct kmend_store *store, const char *sql, int64_t *number)
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

static int check_format(struct kmend_store *store)
{
	int64_t application = 0, format = 0;

	if (query_number(store, "PRAGMA application_id", &application) ||
		query_number(store, "PRAGMA user_version", &format))
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
static int check_file(const char *path, int *size_is_zero)
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

/*
 * The lock of the one writer. Only who holds it may change the file or remove it. *made: this call has made the file; with
 * O_EXCL, so that of two first writers at most one believes so.
 */
static int take_lock(struct kmend_store *store, int *made)
{
	int error = 0;

	for (int tries = 0; tries < LOCK_TRIES && (error == 0 || error == ENOENT); tries++) {
		int fd = open(store->path, O_RDWR | O_CLOEXEC | O_CREAT | O_EXCL, 0666);

		*made = fd >= 0;
		if (fd < 0 && errno == EEXIST)
			fd = open(store->path, O_RDWR | O_CLOEXEC);
		error = fd < 0 ? errno : flock(fd, LOCK_EX | LOCK_NB) ? EWOULDBLOCK : 0;
		/* Whoever held the lock before may have removed the file. */
		if (error == 0 && kmend_store_is_file(fd, store->path)) {
			store->lock_fd = fd;
			return 0;
		}
		if (fd >= 0)
			close(fd);
	}
	*made = 0;
	if (error == 0 || error == EWOULDBLOCK)
		return kmend_error_as(KMEND_ERROR_BUSY, "%s: another kmend is writing to this result", store->path);
	errno = error;
	return kmend_error_errno("%s", store->path);
}

static int set_up_writer(struct kmend_store *store)
{
	store->wal_path = kmend_format("%s-wal", store->path);
	if (!store->wal_path)
		return -1;
	store->writable = 1;
	return kmend_store_exec(store,
		"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA "
		"wal_autocheckpoint=2000;",
		"opening it");
}

static int make_schema(struct kmend_store *store)
{
	char sql[160];

	snprintf(sql, sizeof(sql), "PRAGMA application_id=%d; PRAGMA user_version=%d; COMMIT;",
		KMEND_STORE_APPLICATION_ID, KMEND_STORE_FORMAT);
	if (kmend_store_exec(store, "BEGIN IMMEDIATE;" KMEND_STORE_SCHEMA, "creating it"))
		return -1;
	return kmend_store_exec(store, sql, "creating it");
}

int kmend_store_open_or_create(struct kmend_store **out, const char *path, int *created)
{
	struct kmend_store *store;
	int64_t tables = 0;
	int empty = 0, made = 0;

	*out = NULL;
	*created = 0;
	if (access(path, F_OK) == 0 && check_file(path, &empty))
		return -1;
	store = store_new(path);
	if (!store)
		return -1;
	if (take_lock(store, &made) || connect_file(store, path, SQLITE_OPEN_READWRITE))
		goto fail;
	if (query_number(store, "SELECT count(*) FROM sqlite_master", &tables)) {
		kmend_store_fail(store, "opening it");
		goto fail;
	}
	if (tables && (check_format(store) || kmend_store_shard_load(store)))
		goto fail;
	if (set_up_writer(store))
		goto fail;
	if (!tables) {
		if (make_schema(store))
			goto fail;
		*created = 1;
	}
	*out = store;
	return 0;
fail:
	if (made)
		kmend_store_discard(store); /* leave nothing that was not there before */
	else
		kmend_store_close(store);
	return -1;
}

int kmend_store_create(struct kmend_store **out, const char *path)
{
	int created, empty = 0;

	*out = NULL;
	if (access(path, F_OK) == 0 && (check_file(path, &empty) || !empty))
		return kmend_error_as(KMEND_ERROR_EXISTS, "%s: already exists", path);
	return kmend_store_open_or_create(out, path, &created);
}

int kmend_store_open(struct kmend_store **out, const char *path)
{
	int created, empty = 0;

	*out = NULL;
	if (check_file(path, &empty))
		return -1;
	if (empty)
		return kmend_error_as(KMEND_ERROR_INVALID, "%s: not a kmend result (empty file)", path);
	return kmend_store_open_or_create(out, path, &created);
}

/* A file name as an SQLite URI that promises that nobody writes. */
static char *immutable_uri(const char *path)
{
	struct kmend_buf uri = KMEND_BUF_INIT;
	int result = kmend_buf_printf(&uri, "file:");

	for (const char *c = path; *c && result == 0; c++)
		result = strchr("%?#", *c) ? kmend_buf_printf(&uri, "%%%02X", (unsigned char)*c)
					   : kmend_buf_append(&uri, c, 1);
	if (result == 0)
		result = kmend_buf_printf(&uri, "?immutable=1");
	if (result)
		kmend_buf_release(&uri);
	return uri.data;
}

static int has_unfinished_wal(const char *path)
{
	char *wal = kmend_format("%s-wal", path);
	struct stat st;
	int result = wal && stat(wal, &st) == 0 && st.st_size > 0;

	free(wal);
	return result;
}

/* A WAL file in a folder that cannot be written: SQLite wants to make its index there. When no WAL is left over the
 * file stands for itself and can be read as it is. */
static int connect_reader(struct kmend_store *store)
{
	int64_t tables;
	char *uri;
	int result;

	if (connect_file(store, store->path, SQLITE_OPEN_READONLY) == 0 &&
		query_number(store, "SELECT count(*) FROM sqlite_master", &tables) == 0)
		return 0;
	switch (sqlite3_errcode(store->db) & 0xff) {
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
	case SQLITE_PERM:
		break;
	default:
		return kmend_store_fail(store, "opening it");
	}
	if (has_unfinished_wal(store->path))
		return kmend_error(
			"%s: was not closed, and its folder cannot be written: copy it and its -wal file elsewhere",
			store->path);
	uri = immutable_uri(store->path);
	if (!uri)
		return -1;
	result = connect_file(store, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
	free(uri);
	return result;
}

int kmend_store_open_read(struct kmend_store **out, const char *path)
{
	struct kmend_store *store;
	int empty = 0;

	*out = NULL;
	if (check_file(path, &empty))
		return -1;
	if (empty)
		return kmend_error_as(KMEND_ERROR_INVALID, "%s: not a kmend result (empty file)", path);
	store = store_new(path);
	if (!store)
		return -1;
	if (connect_reader(store) || check_format(store) || kmend_store_shard_load(store)) {
		kmend_store_close(store);
		return -1;
	}
	*out = store;
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

int kmend_store_meta_set(struct kmend_store *store, const char *key, const char *value)
{
	sqlite3_stmt *statement = kmend_store_prepare(
		store, "INSERT INTO meta(key, value) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET value = ?2");
	int result;

	if (!statement)
		return -1;
	kmend_store_bind_text(statement, 1, key);
	kmend_store_bind_text(statement, 2, value);
	result = kmend_store_run(store, statement, "writing a fact");
	sqlite3_finalize(statement);
	return result;
}

static int meta_row(sqlite3_stmt *statement, void *context)
{
	char **value = context;

	const char *text = (const char *)sqlite3_column_text(statement, 0);

	*value = strdup(text ? text : ""); /* the text of a campaign can be long */
	return *value ? 0 : kmend_error_memory();
}

int kmend_store_meta_get(struct kmend_store *store, const char *key, char **value)
{
	sqlite3_stmt *statement = kmend_store_prepare(store, "SELECT value FROM meta WHERE key = ?1");

	*value = NULL;
	if (!statement)
		return -1;
	kmend_store_bind_text(statement, 1, key);
	return kmend_store_each(store, statement, meta_row, value);
}

int kmend_store_seconds_add(struct kmend_store *store, double seconds)
{
	sqlite3_stmt *statement = kmend_store_prepare(store,
		"INSERT INTO meta(key, value) VALUES('seconds', printf('%.3f', ?1))"
		" ON CONFLICT(key) DO UPDATE SET value = printf('%.3f', CAST(value AS REAL) + ?1)");
	int result;

	if (!statement)
		return -1;
	sqlite3_bind_double(statement, 1, seconds);
	result = kmend_store_run(store, statement, "writing a fact");
	sqlite3_finalize(statement);
	return result;
}
