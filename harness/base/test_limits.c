#include "harness/base/test_limits.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"

#define PATTERN_MAX 64
#define STARS_MAX 4 /* the time of a match grows with each */
#define NAME_MAX_BYTES 255

/* 1 with *seconds: the part of a rule after its colon. */
static int read_seconds(const char *text, uint32_t *seconds)
{
	size_t digits = strspn(text, "0123456789");

	*seconds = 0;
	if (strcmp(text, KMEND_TEST_BY_GOLDEN) == 0)
		return 1;
	if (!digits || digits > 4 || text[digits])
		return 0;
	*seconds = (uint32_t)atoi(text);
	return *seconds >= 1 && *seconds <= KMEND_TEST_SECONDS_MAX;
}

const char *kmend_test_limit_wrong(const char *entry)
{
	const char *colon = strrchr(entry, ':');
	unsigned stars = 0;
	uint32_t seconds;

	if (!colon || colon == entry || !read_seconds(colon + 1, &seconds))
		return "must be pattern:seconds, with 1 to 3600 seconds of guest time or the "
		       "word " KMEND_TEST_BY_GOLDEN;
	for (const char *c = entry; c < colon; c++) {
		if (*c <= ' ' || *c > '~')
			return "must be printable characters without blanks, as the names in the event log are";
		stars += *c == '*';
	}
	return colon - entry > PATTERN_MAX || stars > STARS_MAX ? "must have at most 64 characters and 4 stars" : NULL;
}

static int add(struct kmend_test_limits *limits, const char *pattern, size_t size, int is_name, uint32_t seconds)
{
	struct kmend_test_limit *list = realloc(limits->list, (limits->count + 1) * sizeof *list);
	char *copy = strndup(pattern, size);

	if (list)
		limits->list = list;
	if (!list || !copy) {
		free(copy);
		return kmend_error_memory();
	}
	list[limits->count++] = (struct kmend_test_limit){ copy, is_name, seconds };
	return 0;
}

int kmend_test_limits_add(struct kmend_test_limits *limits, const char *entry)
{
	const char *wrong = kmend_test_limit_wrong(entry), *colon = strrchr(entry, ':');
	uint32_t seconds;

	if (wrong || limits->count > KMEND_TEST_LIMITS_MAX)
		return kmend_error_as(KMEND_ERROR_INVALID, "limit of a test '%.80s': %s", entry,
			wrong ? wrong : "there are too many");
	read_seconds(colon + 1, &seconds);
	return add(limits, entry, (size_t)(colon - entry), 0, seconds);
}

int kmend_test_limits_add_name(struct kmend_test_limits *limits, const char *name, uint32_t seconds)
{
	return add(limits, name, strlen(name), 1, seconds);
}

char *kmend_test_limits_text(const struct kmend_test_limits *limits)
{
	struct kmend_buf text = KMEND_BUF_INIT;
	int result = kmend_buf_append(&text, "", 0);

	for (size_t i = 0; i < limits->count && result == 0; i++) {
		const struct kmend_test_limit *rule = &limits->list[i];

		result = rule->seconds ? kmend_buf_printf(&text, "%s:%u\n", rule->pattern, rule->seconds)
				       : kmend_buf_printf(&text, "%s:" KMEND_TEST_BY_GOLDEN "\n", rule->pattern);
	}
	if (result)
		kmend_buf_release(&text);
	return text.data ? text.data : result ? NULL : strdup("");
}

int kmend_test_limits_parse(struct kmend_test_limits *limits, const char *text)
{
	char *copy = strdup(text), *rest = NULL;
	int result = copy ? 0 : kmend_error_memory();

	for (char *line = copy ? strtok_r(copy, "\n", &rest) : NULL; line && result == 0;
		line = strtok_r(NULL, "\n", &rest))
		result = kmend_test_limits_add(limits, line);
	if (result < 0)
		kmend_test_limits_release(limits);
	free(copy);
	return result;
}

const struct kmend_test_limit *kmend_test_limits_find(
	const struct kmend_test_limits *limits, const char *name, size_t size)
{
	char text[NAME_MAX_BYTES + 1];

	if (size > NAME_MAX_BYTES)
		return NULL;
	memcpy(text, name, size);
	text[size] = 0;
	for (size_t i = limits->count; i > 0; i--) {
		const struct kmend_test_limit *rule = &limits->list[i - 1];

		if (rule->is_name ? strcmp(rule->pattern, text) == 0 : fnmatch(rule->pattern, text, FNM_NOESCAPE) == 0)
			return rule;
	}
	return NULL;
}

void kmend_test_limits_release(struct kmend_test_limits *limits)
{
	for (size_t i = 0; i < limits->count; i++)
		free(limits->list[i].pattern);
	free(limits->list);
	*limits = (struct kmend_test_limits){ 0 };
}
