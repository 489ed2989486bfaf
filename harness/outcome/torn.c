#include "harness/outcome/torn.h"

#include <stdio.h>
#include <string.h>

#include "harness/outcome/stamp.h"

#define WAIT_LINES 16 /* of the kernel's, between the two parts of a torn line */

static void put(struct kmend_torn_lines *lines, const char *text)
{
	snprintf(lines->text[lines->count++], sizeof lines->text[0], "%s", text);
}

static int is_test(const struct kmend_patterns *patterns, const char *text)
{
	static const enum kmend_pattern_kind kinds[] = { KMEND_PATTERN_TEST_BEGIN, KMEND_PATTERN_TEST_PASS,
		KMEND_PATTERN_TEST_FAIL, KMEND_PATTERN_TEST_SKIP };

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (kmend_pattern_match(patterns, kinds[i], text, NULL, NULL))
			return 1;
	return 0;
}

static int is_end(const struct kmend_patterns *patterns, const char *text)
{
	static const enum kmend_pattern_kind kinds[] = { KMEND_PATTERN_PANIC, KMEND_PATTERN_SHUTDOWN,
		KMEND_PATTERN_DONE, KMEND_PATTERN_READY };

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (kmend_pattern_match(patterns, kinds[i], text, NULL, NULL))
			return 1;
	return 0;
}

/* A line of the kernel's own: it begins with a time stamp. */
static int is_kernel(const char *text)
{
	struct kmend_stamp stamp;

	kmend_stamp_skip(text, &stamp);
	return stamp.timed;
}

/* Puts the line, or when it is torn the message in it. */
static void put_split(struct kmend_torn_lines *lines, struct kmend_torn *torn, const struct kmend_patterns *patterns,
	const char *text)
{
	const char *message = is_kernel(text) || is_end(patterns, text) ? NULL : kmend_stamp_inside(text);
	char head[KMEND_LINE_MAX + 1];

	if (message) {
		snprintf(head, sizeof head, "%.*s", (int)(message - text), text);
		if (is_test(patterns, text) && !is_test(patterns, head))
			message = NULL;
	}
	if (!message) {
		put(lines, text);
		return;
	}
	memcpy(torn->head, head, sizeof head);
	torn->waited = 0;
	put(lines, message);
}

void kmend_torn_rest(struct kmend_torn_lines *lines, struct kmend_torn *torn)
{
	lines->count = 0;
	if (torn->head[0]) {
		put(lines, torn->head);
		torn->given_up++;
	}
	torn->head[0] = 0;
}

void kmend_torn_next(struct kmend_torn_lines *lines, struct kmend_torn *torn, const struct kmend_patterns *patterns,
	const struct kmend_console_line *line)
{
	char whole[2 * KMEND_LINE_MAX + 1];

	lines->count = 0;
	if (!torn->head[0]) {
		put_split(lines, torn, patterns, line->text);
		return;
	}
	if (is_kernel(line->text)) {
		if (++torn->waited > WAIT_LINES)
			kmend_torn_rest(lines, torn);
		put(lines, line->text);
		return;
	}
	if (is_test(patterns, line->text) || is_end(patterns, line->text)) {
		kmend_torn_rest(lines, torn); /* this one is whole: the rest will not come */
		put_split(lines, torn, patterns, line->text);
		return;
	}
	snprintf(whole, sizeof whole, "%s%s", torn->head, line->text);
	whole[KMEND_LINE_MAX] = 0;
	torn->head[0] = 0;
	put_split(lines, torn, patterns, whole);
}
