/* The one writer of a result file: its lock, a new file, a file that goes on. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/store/private.h"
#include "harness/store/schema.sql.h"

#define LOCK_TRIES 100 /* each is lost to somebody who removes the file at that moment */

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
	if (access(path, F_OK) == 0 && kmend_store_check_file(path, &empty))
		return -1;
	store = kmend_store_new(path);
	if (!store)
		return -1;
	if (take_lock(store, &made) || kmend_store_connect(store, path, SQLITE_OPEN_READWRITE))
		goto fail;
	if (kmend_store_number(store, "SELECT count(*) FROM sqlite_master", &tables)) {
		kmend_store_fail(store, "opening it");
		goto fail;
	}
	if (tables && (kmend_store_check_format(store) || kmend_store_shard_load(store)))
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
	if (access(path, F_OK) == 0 && (kmend_store_check_file(path, &empty) || !empty))
		return kmend_error_as(KMEND_ERROR_EXISTS, "%s: already exists", path);
	return kmend_store_open_or_create(out, path, &created);
}

int kmend_store_open(struct kmend_store **out, const char *path)
{
	int created, empty = 0;

	*out = NULL;
	if (kmend_store_check_file(path, &empty))
		return -1;
	if (empty)
		return kmend_error_as(KMEND_ERROR_INVALID, "%s: not a kmend result (empty file)", path);
	return kmend_store_open_or_create(out, path, &created);
}
