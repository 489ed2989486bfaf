#include "harness/base/pattern.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"
#include "harness/base/pattern_cost.h"
#include "harness/base/safe.h"

static const struct {
	const char *name, *group;
} kinds[KMEND_PATTERNS] = {
#define KMEND_X(name, text, group) { (text), (group) },
	KMEND_PATTERN_KINDS(KMEND_X)
#undef KMEND_X
};

const char *kmend_pattern_name(enum kmend_pattern_kind kind)
{
	return (unsigned)kind < KMEND_PATTERNS ? kinds[kind].name : "?";
}

int kmend_patterns_new(struct kmend_patterns **out, const char *file)
{
	*out = calloc(1, sizeof **out);
	if (*out)
		(*out)->file = strdup(file);
	if (*out && (*out)->file)
		return 0;
	free(*out);
	*out = NULL;
	return kmend_error_memory();
}

static void clear(struct kmend_pattern *pattern)
{
	if (!pattern->text)
		return;
	regfree(&pattern->regex);
	free(pattern->text);
	pattern->text = NULL;
}

void kmend_patterns_free(struct kmend_patterns *patterns)
{
	if (!patterns)
		return;
	for (int i = 0; i < KMEND_PATTERNS; i++)
		clear(&patterns->of[i]);
	free(patterns->file);
	free(patterns);
}

static int complain_at(const struct kmend_patterns *patterns, enum kmend_pattern_kind kind, int line, const char *what)
{
	return kmend_error_as(
		KMEND_ERROR_INVALID, "%s:%d: %s: %s", patterns->file, line, kmend_pattern_name(kind), what);
}

/* The expression is well; what the kernel has shown does not go with it. */
int kmend_patterns_complain(const struct kmend_patterns *patterns, enum kmend_pattern_kind kind, const char *what)
{
	return kmend_error("%s:%d: %s: %s", patterns->file, patterns->of[kind].line, kmend_pattern_name(kind), what);
}

/* A backslash and a digit, outside of a bracket or not: nobody needs it for anything else. */
static int has_back_reference(const char *text)
{
	for (const char *p = text; *p; p++) {
		if (*p != '\\')
			continue;
		if (p[1] >= '0' && p[1] <= '9')
			return 1;
		if (p[1])
			p++;
	}
	return 0;
}

int kmend_patterns_set(struct kmend_patterns *patterns, enum kmend_pattern_kind kind, const char *text, int line)
{
	struct kmend_pattern pattern = { .line = line };
	char why[128], *safe;
	int error;

	if (!*text || strlen(text) > KMEND_PATTERN_MAX)
		return complain_at(patterns, kind, line, "an expression has 1 to 512 characters");
	if (has_back_reference(text))
		return complain_at(patterns, kind, line, "an expression must not have back-references");
	if (pattern_cost(text) > PATTERN_COST_MAX)
		return complain_at(
			patterns, kind, line, "an expression must not repeat so much: it would not fit into memory");
	error = regcomp(&pattern.regex, text, REG_EXTENDED);
	if (error) {
		regerror(error, &pattern.regex, why, sizeof why);
		safe = kmend_safe_string(text, strlen(text), 80);
		kmend_error_as(KMEND_ERROR_INVALID, "%s:%d: %s: '%s' is not a regular expression: %s", patterns->file,
			line, kmend_pattern_name(kind), safe ? safe : "", why);
		free(safe);
		return -1;
	}
	if (kinds[kind].group && !pattern.regex.re_nsub) {
		regfree(&pattern.regex);
		snprintf(why, sizeof why, "the expression needs a group in parentheses: %s", kinds[kind].group);
		return complain_at(patterns, kind, line, why);
	}
	pattern.text = strdup(text);
	if (!pattern.text) {
		regfree(&pattern.regex);
		return kmend_error_memory();
	}
	clear(&patterns->of[kind]);
	patterns->of[kind] = pattern;
	return 0;
}

int kmend_pattern_match(const struct kmend_patterns *patterns, enum kmend_pattern_kind kind, const char *line,
	const char **group, size_t *size)
{
	const struct kmend_pattern *pattern = &patterns->of[kind];
	regmatch_t found[2] = { { -1, -1 }, { -1, -1 } };

	if (!pattern->text || regexec(&pattern->regex, line, 2, found, 0))
		return 0;
	if (group) {
		*group = found[1].rm_so >= 0 ? line + found[1].rm_so : NULL;
		*size = found[1].rm_so >= 0 ? (size_t)(found[1].rm_eo - found[1].rm_so) : 0;
	}
	return 1;
}

char *kmend_patterns_text(const struct kmend_patterns *patterns)
{
	struct kmend_buf text = KMEND_BUF_INIT;

	for (int i = 0; i < KMEND_PATTERNS; i++)
		if (patterns->of[i].text &&
			kmend_buf_printf(&text, "%s %s\n", kinds[i].name, patterns->of[i].text) < 0) {
			kmend_buf_release(&text);
			return NULL;
		}
	return text.data ? text.data : strdup("");
}

static int parse_line(struct kmend_patterns *patterns, const char *line, int number)
{
	for (int i = 0; i < KMEND_PATTERNS; i++) {
		size_t n = strlen(kinds[i].name);

		if (strncmp(line, kinds[i].name, n) == 0 && line[n] == ' ')
			return kmend_patterns_set(patterns, i, line + n + 1, number);
	}
	return kmend_error_as(KMEND_ERROR_INVALID, "%s: a console pattern of an unknown kind", patterns->file);
}

int kmend_patterns_parse(struct kmend_patterns **out, const char *text, const char *file)
{
	char *copy = strdup(text), *rest = NULL;
	int result = copy ? kmend_patterns_new(out, file) : kmend_error_memory(), number = 1;

	for (char *line = copy ? strtok_r(copy, "\n", &rest) : NULL; line && result == 0;
		line = strtok_r(NULL, "\n", &rest))
		result = parse_line(*out, line, number++);
	if (result < 0 && copy) {
		kmend_patterns_free(*out);
		*out = NULL;
	}
	free(copy);
	return result;
}
