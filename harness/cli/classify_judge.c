#include "harness/cli/classify_judge.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"

static int read_all(struct kmend_buf *out, int file, const char *path)
{
	char bytes[1 << 16];
	ssize_t got;

	while ((got = read(file, bytes, sizeof bytes)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return kmend_error_errno("%s", path);
		if (kmend_buf_append(out, bytes, (size_t)got) < 0)
			return kmend_error_as(
				KMEND_ERROR_INVALID, "%s: larger than %zu MiB", path, KMEND_BUF_LIMIT >> 20);
	}
	return 0;
}

/* A person names the console: a pipe is fine, and waited for. */
int classify_read(struct kmend_buf *out, const char *path)
{
	int file = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC), result;

	if (file < 0)
		return kmend_error_errno("%s", path);
	result = read_all(out, file, path);
	if (file != STDIN_FILENO)
		close(file);
	return result;
}

int classify_judge(struct judge *judge, struct crash_text *text, const struct kmend_buf *console)
{
	const struct kmend_crash_run run = {
		.console = console->data, .console_size = console->size, .reason = "", .known = &judge->known
	};

	return crash_name(text, &judge->image, &run, NULL);
}

int classify_dump(json_t *json)
{
	int bad = !json || json_dumpf(json, stdout, JSON_INDENT(2) | JSON_ENSURE_ASCII) < 0;

	json_decref(json);
	putchar('\n');
	return bad ? kmend_error("the answer cannot be written") : 0;
}
