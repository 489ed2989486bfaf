/* Opening a result file to read it, also while a campaign writes, and where nobody may write. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/store/private.h"

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

	if (kmend_store_connect(store, store->path, SQLITE_OPEN_READONLY) == 0 &&
		kmend_store_number(store, "SELECT count(*) FROM sqlite_master", &tables) == 0)
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
	result = kmend_store_connect(store, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
	free(uri);
	return result;
}

int kmend_store_open_read(struct kmend_store **out, const char *path)
{
	struct kmend_store *store;
	int empty = 0;

	*out = NULL;
	if (kmend_store_check_file(path, &empty))
		return -1;
	if (empty)
		return kmend_error_as(KMEND_ERROR_INVALID, "%s: not a kmend result (empty file)", path);
	store = kmend_store_new(path);
	if (!store)
		return -1;
	if (connect_reader(store) || kmend_store_check_format(store) || kmend_store_shard_load(store)) {
		kmend_store_close(store);
		return -1;
	}
	*out = store;
	return 0;
}
