#include "harness/cli/source_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/file.h"
#include "harness/base/safe.h"

#define SOURCE_LIMIT ((size_t)16 << 20)

/* FILE without ROOT in front of it. */
static const char *below(const char *root, const char *file)
{
	size_t size = strlen(root);

	return !strncmp(file, root, size) && file[size] == '/' ? file + size + 1 : file;
}

/* A result names the folders too, /etc if it likes: only what is called like a source is shown. */
static int is_called_like_a_source(const char *file)
{
	static const char *const endings[] = { "c", "h", "s", "S", "i", "cc", "cp", "cpp", "cxx", "c++", "C", "hh",
		"hpp", "hxx", "inc", "inl", "def", "y", "l", "rs" };
	const char *name = strrchr(file, '/'), *dot = strrchr(name ? name : file, '.');

	for (size_t i = 0; dot && i < sizeof endings / sizeof endings[0]; i++)
		if (strcmp(dot + 1, endings[i]) == 0)
			return 1;
	return 0;
}

/* The text of one line of a source file, when the file is there below ROOT, since the result names both. 1: shown. */
static int show_line_below(const char *root, const char *file, uint32_t line)
{
	struct kmend_buf source = KMEND_BUF_INIT;
	const char *at, *end;
	int shown = 0;

	if (root && strlen(root) > 1 && line && is_called_like_a_source(file) &&
		kmend_file_read_below(&source, root, below(root, file), SOURCE_LIMIT) == 0 && source.size) {
		at = source.data;
		end = source.data + source.size;
		for (uint32_t n = 1; at && n < line; n++) {
			at = memchr(at, '\n', (size_t)(end - at));
			at = at ? at + 1 : NULL;
		}
		if (at && at < end) {
			const char *stop = memchr(at, '\n', (size_t)(end - at));

			printf("  %5u | ", (unsigned)line);
			kmend_print_safe(stdout, at, (size_t)((stop ? stop : end) - at), 0);
			putchar('\n');
			shown = 1;
		}
	}
	kmend_buf_release(&source);
	return shown;
}

void show_source_line(const char *folders, const char *file, uint32_t line)
{
	int shown = 0;

	for (const char *at = folders ? folders : ""; *at && !shown; at += strspn(at, "\n")) {
		size_t n = strcspn(at, "\n");
		char *root = strndup(at, n);

		shown = show_line_below(root, file, line);
		free(root);
		at += n;
	}
}
