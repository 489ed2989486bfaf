#include "harness/build/unit_roots.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"

static int add(struct kmend_buf *roots, const char *path)
{
	char resolved[PATH_MAX];
	int result = kmend_buf_printf(roots, "%s%s", roots->size ? "\n" : "", path);

	return result == 0 && realpath(path, resolved) && strcmp(path, resolved) != 0
		? kmend_buf_printf(roots, "\n%s", resolved)
		: result;
}

char *build_unit_roots(const char *const *folders, size_t n)
{
	struct kmend_buf roots = KMEND_BUF_INIT;

	for (size_t i = 0; i < n; i++)
		if (add(&roots, folders[i]) < 0) {
			kmend_buf_release(&roots);
			kmend_error_memory();
			return NULL;
		}
	return roots.data ? roots.data : strdup("");
}
