/* Compressed blobs: event logs and consoles repeat themselves, one campaign holds thousands of them. */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "harness/base/error.h"
#include "harness/store/private.h"

#define RAW_LIMIT ((size_t)8 << 20) /* a port of a machine says at most 1 MiB in a boot and 1 MiB in a run */
#define HEADER 8

void kmend_blob_release(struct kmend_blob *blob)
{
	free(blob->data);
	memset(blob, 0, sizeof(*blob));
}

int kmend_store_bind_blob(sqlite3_stmt *statement, int parameter, const void *data, size_t size)
{
	uLongf packed_size;
	unsigned char *packed;

	if (!data)
		return 0; /* unbound parameters are NULL */
	if (size > RAW_LIMIT)
		return kmend_error("a log of %zu bytes is too large for a result file", size);
	packed_size = compressBound(size);
	packed = malloc(HEADER + packed_size);
	if (!packed)
		return kmend_error("out of memory for a log");
	for (int i = 0; i < HEADER; i++)
		packed[i] = (unsigned char)((uint64_t)size >> (8 * i));
	/* The fastest level: the cost of storing counts in every experiment. */
	if (compress2(packed + HEADER, &packed_size, data, size, 1) != Z_OK) {
		free(packed);
		return kmend_error("a log cannot be compressed");
	}
	sqlite3_bind_blob64(statement, parameter, packed, HEADER + packed_size, free);
	return 0;
}

int kmend_store_column_blob(struct kmend_store *store, sqlite3_stmt *statement, int column, struct kmend_blob *blob)
{
	const unsigned char *packed = sqlite3_column_blob(statement, column);
	size_t packed_size = (size_t)sqlite3_column_bytes(statement, column);
	uint64_t raw = 0;
	uLongf size;

	memset(blob, 0, sizeof(*blob));
	if (sqlite3_column_type(statement, column) == SQLITE_NULL)
		return 0;
	if (!packed || packed_size < HEADER)
		return kmend_error_as(KMEND_ERROR_INVALID, "%s: a stored log is damaged", store->path);
	for (int i = 0; i < HEADER; i++)
		raw |= (uint64_t)packed[i] << (8 * i);
	if (raw > RAW_LIMIT)
		return kmend_error_as(KMEND_ERROR_INVALID, "%s: a stored log is damaged", store->path);
	blob->data = malloc(raw + 1);
	if (!blob->data)
		return kmend_error("out of memory for a log");
	size = raw;
	if (uncompress((unsigned char *)blob->data, &size, packed + HEADER, packed_size - HEADER) != Z_OK ||
		size != raw) {
		kmend_blob_release(blob);
		return kmend_error_as(KMEND_ERROR_INVALID, "%s: a stored log is damaged", store->path);
	}
	blob->size = raw;
	blob->data[raw] = '\0';
	return 0;
}
