/*
 * A list of lines: `COMPONENT PATTERN` takes units in, `- PATTERN reason` leaves units, functions or sections out.
 * Patterns are those of the shell, a star also matches slashes. Of lines that take a unit in the last one counts; a line
 * that leaves something out counts wherever it stands.
 */
#include "inject/units.h"

#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_LINES 4096
#define MAX_COMPONENT 15 /* characters, as in the site table */

enum kind { TAKE, LEAVE_UNIT, LEAVE_FUNCTION, LEAVE_SECTION };

struct line {
	enum kind kind;
	char *component; /* of TAKE */
	char *pattern;   /* of the unit, or of the section */
	char *function;  /* of LEAVE_FUNCTION: points into pattern */
};

struct inject_units {
	struct line *lines;
	int count;
};

static int is_component(const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)word[i]) && word[i] != '_')
			return 0; /* the name becomes part of section names */
	return n >= 1 && n <= MAX_COMPONENT;
}

/* TEXT is one line without its comment. 0 when it is understood. */
static int read_line(struct inject_units *units, char *text)
{
	char *save = NULL, *word = strtok_r(text, " \t\r\n", &save);
	char *pattern = strtok_r(NULL, " \t\r\n", &save);
	struct line *line = &units->lines[units->count];
	char *colon;

	if (!word)
		return 0;
	if (!pattern || units->count == MAX_LINES)
		return -1;
	*line = (struct line){ .pattern = strdup(pattern) };
	if (!line->pattern)
		return -1;
	units->count++;
	if (strcmp(word, "-") != 0) {
		line->kind = TAKE;
		line->component = is_component(word) ? strdup(word) : NULL;
		return line->component ? 0 : -1;
	}
	colon = strrchr(line->pattern, ':');
	if (line->pattern[0] == '.') {
		line->kind = LEAVE_SECTION;
	} else if (colon) {
		line->kind = LEAVE_FUNCTION;
		*colon = 0;
		line->function = colon + 1;
	} else {
		line->kind = LEAVE_UNIT;
	}
	return 0;
}

int inject_units_read(struct inject_units **out, const char *path)
{
	struct inject_units *units = calloc(1, sizeof(*units));
	FILE *file = fopen(path, "r");
	char *text = NULL;
	size_t room = 0;
	int number = 0, result = 0;

	*out = NULL;
	if (!file)
		fprintf(stderr, "kmend-cc: KMEND_UNITS: %s: %s\n", path, strerror(errno));
	if (units)
		units->lines = calloc(MAX_LINES, sizeof(*units->lines));
	if (!file || !units || !units->lines)
		result = -1;
	while (!result && getline(&text, &room, file) >= 0) {
		number++;
		text[strcspn(text, "#")] = 0;
		result = read_line(units, text);
		if (result)
			fprintf(stderr, "kmend-cc: %s:%d: expected 'COMPONENT PATTERN' or '- PATTERN reason'\n", path,
				number);
	}
	free(text);
	if (file)
		fclose(file);
	if (result) {
		inject_units_free(units);
		return -1;
	}
	*out = units;
	return 0;
}

void inject_units_free(struct inject_units *units)
{
	if (!units)
		return;
	for (int i = 0; i < units->count; i++) {
		free(units->lines[i].component);
		free(units->lines[i].pattern);
	}
	free(units->lines);
	free(units);
}

static int matches(const char *pattern, const char *text)
{
	return fnmatch(pattern, text, FNM_NOESCAPE) == 0;
}

const char *inject_units_component(const struct inject_units *units, const char *unit)
{
	const char *component = NULL;

	for (int i = 0; i < units->count; i++) {
		const struct line *line = &units->lines[i];
		if (line->kind == TAKE && matches(line->pattern, unit))
			component = line->component;
		if (line->kind == LEAVE_UNIT && matches(line->pattern, unit))
			return NULL;
	}
	return component;
}

int inject_units_excludes(const struct inject_units *units, const char *unit, const char *function, const char *section)
{
	for (int i = 0; i < units->count; i++) {
		const struct line *line = &units->lines[i];
		if (line->kind == LEAVE_SECTION && section && matches(line->pattern, section))
			return 1;
		if (line->kind == LEAVE_FUNCTION && matches(line->pattern, unit) && matches(line->function, function))
			return 1;
	}
	return 0;
}
