#include "harness/build/units.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/build/out.h"

#define UNITS_LIMIT ((size_t)16 << 20)

/* The languages that the wrapper tells apart (inject/module.c), in the order in which they are named. */
static const char *const languages[] = { "C", "C++", "assembler", "other" };
enum { LANGUAGES = sizeof(languages) / sizeof(languages[0]) };

struct counts {
	unsigned instrumented[LANGUAGES], plain[LANGUAGES];
};

static int starts(const char *line, const char *word, const char **after)
{
	size_t n = strlen(word);

	if (strncmp(line, word, n) != 0 || line[n] != ' ')
		return 0;
	*after = line + n + 1;
	return 1;
}

/* `instrumented C UNIT` or `plain LANGUAGE UNIT`. */
static void count_line(struct counts *counts, const char *line)
{
	const char *language, *unit;
	unsigned *of = starts(line, "instrumented", &language) ? counts->instrumented
		: starts(line, "plain", &language)             ? counts->plain
							       : NULL;

	for (size_t i = 0; of && i < LANGUAGES; i++)
		of[i] += (unsigned)starts(language, languages[i], &unit);
}

static int put(struct kmend_buf *text, const char *title, const unsigned *counts)
{
	int first = 1, result = 0;

	for (size_t i = 0; i < LANGUAGES && result == 0; i++) {
		if (!counts[i])
			continue;
		result = kmend_buf_printf(text, "%s%u in %s", first ? title : ", ", counts[i],
			strcmp(languages[i], "other") == 0 ? "other languages" : languages[i]);
		first = 0;
	}
	return result;
}

char *kmend_build_units(const struct kmend_target *target, const char *image_path)
{
	char *path = build_out_file(target, image_path, BUILD_UNITS_FILE), *line, *rest = NULL;
	struct kmend_buf file = KMEND_BUF_INIT, text = KMEND_BUF_INIT;
	struct counts counts = { 0 };

	if (!path)
		return NULL;
	if (kmend_file_read(&file, path, UNITS_LIMIT) < 0)
		file.size = 0; /* a build by an older kmend, or one that compiles nothing by kmend cc */
	for (line = file.size ? strtok_r(file.data, "\n", &rest) : NULL; line; line = strtok_r(NULL, "\n", &rest))
		count_line(&counts, line);
	if (put(&text, "", counts.instrumented) < 0 ||
		put(&text, text.size ? "; without sites: " : "without sites: ", counts.plain) < 0) {
		kmend_buf_release(&text);
		kmend_error_memory();
	} else if (!text.data) {
		text.data = strdup("");
	}
	kmend_buf_release(&file);
	free(path);
	return text.data;
}
