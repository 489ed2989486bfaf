#include "harness/build/out.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"
#include "harness/base/file.h"

#define ROOTS_LIMIT ((size_t)64 << 10)

char *build_out_file(const struct kmend_target *target, const char *image_path, const char *name)
{
	const char *image = target->settings.image;
	size_t size = strlen(image_path), tail = strlen(image);
	int inside = size > tail && strcmp(image_path + size - tail, image) == 0;
	char *path = kmend_format("%.*s%s%s", (int)(inside ? size - tail : size), image_path, inside ? "" : "/", name);

	if (!path)
		kmend_error_memory();
	return path;
}

char *kmend_build_roots(const struct kmend_target *target, const char *image_path)
{
	char *path = build_out_file(target, image_path, BUILD_ROOTS_FILE);
	struct kmend_buf roots = KMEND_BUF_INIT;

	if (!path)
		return NULL;
	if (kmend_file_read(&roots, path, ROOTS_LIMIT) < 0 || !roots.size) {
		/* A build by an older kmend. */
		kmend_buf_release(&roots);
		roots.data = strdup(target->dir);
		if (!roots.data)
			kmend_error_memory();
	}
	free(path);
	return roots.data;
}
