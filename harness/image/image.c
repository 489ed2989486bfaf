/* Opens and releases images. The file is read once, whole: what is hashed is what is parsed, also when it changes on disk. */
#include "harness/image/image.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/image/private.h"

static struct kmend_image *image_new(void)
{
	struct kmend_image *image = calloc(1, sizeof(*image));
	struct image_storage *storage = calloc(1, sizeof(*storage));

	if (!image || !storage) {
		free(image);
		free(storage);
		kmend_error("out of memory");
		return NULL;
	}
	image->storage = storage;
	return image;
}

void kmend_image_free(struct kmend_image *image)
{
	struct image_storage *storage;

	if (!image)
		return;
	storage = image->storage;
	free(storage->table);
	free(storage->units.units);
	free(storage->functions);
	free(storage->function_of);
	free(storage->ordinal_of);
	free(storage->first_site);
	free(storage->block_of);
	free(storage->heads);
	free(storage->by_head);
	free(storage);
	free(image);
}

/* Takes a copy of TABLE into the image and reads it. */
static int take_table(struct kmend_image *image, const void *table, size_t bytes)
{
	struct image_storage *storage = image->storage;

	if (bytes > KMEND_IMAGE_MAX_TABLE_BYTES)
		return kmend_error("site table: larger than %u MiB", KMEND_IMAGE_MAX_TABLE_BYTES >> 20);
	storage->table = malloc(bytes ? bytes : 1);
	if (!storage->table)
		return kmend_error("out of memory");
	if (bytes)
		memcpy(storage->table, table, bytes);
	return image_table_read(image, bytes);
}

int kmend_image_parse(struct kmend_image **out, const void *table, size_t bytes)
{
	struct kmend_image *image = image_new();

	*out = NULL;
	if (!image)
		return -1;
	if (take_table(image, table, bytes)) {
		kmend_image_free(image);
		return -1;
	}
	*out = image;
	return 0;
}

static int hash(struct kmend_image *image, const void *bytes, size_t size)
{
	git_oid id;
	int failed;

	if (git_libgit2_init() < 0)
		return kmend_error("libgit2 does not start");
	failed = git_odb_hash(&id, bytes, size, GIT_OBJECT_BLOB);
	if (!failed)
		git_oid_tostr(image->hash, sizeof(image->hash), &id);
	git_libgit2_shutdown();
	return failed ? kmend_error("cannot hash the image") : 0;
}

static int read_bytes(struct kmend_image *image, char *bytes, size_t size)
{
	const void *table = NULL;
	size_t table_bytes = 0;

	if (hash(image, bytes, size) || image_elf_read(image, &table, &table_bytes, bytes, size))
		return -1;
	if (take_table(image, table, table_bytes))
		return -1;
	return image_builtin_read(image, bytes, size, ((struct image_storage *)image->storage)->watch_va);
}

int kmend_image_open(struct kmend_image **out, const char *path)
{
	struct kmend_image *image;
	struct kmend_buf file = { 0 };
	int failed;

	*out = NULL;
	if (kmend_file_read(&file, path, KMEND_IMAGE_MAX_BYTES))
		return -1;
	image = image_new();
	failed = !image || read_bytes(image, file.data, file.size);
	kmend_buf_release(&file);
	if (failed) {
		char why[512];

		strncpy(why, kmend_error_text(), sizeof(why) - 1);
		why[sizeof(why) - 1] = 0;
		kmend_image_free(image);
		return kmend_error("%s: %s", path, why);
	}
	*out = image;
	return 0;
}
