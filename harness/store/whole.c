/*
 * Is the file whole, and is it still there? While it is written the newest results are in the WAL beside it, which one name stands
 * for as little as a file that somebody has removed or replaced.
 */
#include <sys/stat.h>

#include "harness/base/error.h"
#include "harness/store/private.h"

int kmend_store_is_file(int fd, const char *path)
{
	struct stat own, named;

	return fstat(fd, &own) == 0 && stat(path, &named) == 0 && own.st_dev == named.st_dev &&
		own.st_ino == named.st_ino;
}

int kmend_store_check_there(struct kmend_store *store)
{
	struct stat wal;

	if (!store->writable)
		return 0;
	if (!kmend_store_is_file(store->lock_fd, store->path))
		return kmend_error("%s: was removed, replaced or made unreachable while it was written", store->path);
	if (!store->wal_path)
		return 0;
	if (stat(store->wal_path, &wal) < 0)
		return store->wal_inode ? kmend_error("%s: was removed while it was written, and with it the newest "
						      "results",
						  store->wal_path)
					: 0;
	if (store->wal_inode && wal.st_ino != store->wal_inode)
		return kmend_error("%s: was replaced while it was written", store->wal_path);
	store->wal_inode = wal.st_ino;
	return 0;
}

int kmend_store_finish(struct kmend_store *store)
{
	int left = 0, moved = 0;

	if (kmend_store_check_there(store) < 0)
		return -1;
	for (int i = 0; i < STMT_COUNT; i++)
		sqlite3_reset(store->cached[i]);
	switch (sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, &left, &moved) & 0xff) {
	case SQLITE_OK:
		return 0;
	case SQLITE_BUSY:
		return kmend_error_as(KMEND_ERROR_BUSY,
			"%s: another program reads it, so the newest results stay in %s-wal; the same command makes it "
		        "one "
			"file when that program has ended",
			store->path, store->path);
	default:
		kmend_store_fail(store, "making it one file");
		return kmend_error_reword(
			"%s; nothing is lost: the newest results are in %s-wal, and the same command carries on",
			kmend_error_text(), store->path);
	}
}
