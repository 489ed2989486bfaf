#include "harness/outcome/transcript_look.h"

#include "harness/outcome/lines.h"
#include "harness/outcome/torn.h"

enum kmend_pattern_kind kmend_transcript_ends(
	const struct kmend_patterns *patterns, const char *line, const char **reason, size_t *size)
{
	static const enum kmend_pattern_kind order[] = { KMEND_PATTERN_PANIC, KMEND_PATTERN_SHUTDOWN,
		KMEND_PATTERN_DONE, KMEND_PATTERN_READY };

	for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
		if (kmend_pattern_match(patterns, order[i], line, reason, size))
			return order[i];
	return KMEND_PATTERNS;
}

/* The kind of the first of these lines that the search is for. */
static enum kmend_pattern_kind find_in(
	const struct kmend_patterns *patterns, const struct kmend_torn_lines *lines, int boot)
{
	const char *reason;
	size_t n;

	for (size_t i = 0; i < lines->count; i++) {
		enum kmend_pattern_kind kind = kmend_transcript_ends(patterns, lines->text[i], &reason, &n);

		if (kind == KMEND_PATTERN_DONE && boot &&
			kmend_pattern_match(patterns, KMEND_PATTERN_READY, lines->text[i], NULL, NULL))
			kind = KMEND_PATTERN_READY;
		if (kind == KMEND_PATTERN_PANIC || (kind != KMEND_PATTERNS && !boot) || kind == KMEND_PATTERN_READY)
			return kind;
	}
	return KMEND_PATTERNS;
}

enum kmend_pattern_kind kmend_transcript_find(
	const struct kmend_patterns *patterns, const char *bytes, size_t size, size_t *at, uint64_t token, int boot)
{
	struct kmend_console_line line;
	struct kmend_torn_lines lines;
	struct kmend_torn torn = { .head = "" };
	size_t next = *at;

	while (kmend_console_line_next(&line, bytes, size, &next, token) && line.ended) {
		enum kmend_pattern_kind kind;

		kmend_torn_next(&lines, &torn, patterns, &line);
		kind = find_in(patterns, &lines, boot);
		if (!torn.head[0] || kind != KMEND_PATTERNS)
			*at = next; /* a torn line is read again when its rest has come */
		if (kind != KMEND_PATTERNS)
			return kind;
	}
	return KMEND_PATTERNS;
}

unsigned kmend_transcript_matched(const struct kmend_patterns *patterns, const char *bytes, size_t size, uint64_t token)
{
	struct kmend_console_line line;
	unsigned bits = 0;
	size_t at = 0;

	while (kmend_console_line_next(&line, bytes, size, &at, token))
		for (int kind = 0; line.ended && kind < KMEND_PATTERNS; kind++)
			if (!(bits >> kind & 1) && kmend_pattern_match(patterns, kind, line.text, NULL, NULL))
				bits |= 1u << kind;
	return bits;
}

int kmend_transcript_text(struct kmend_buf *text, const char *bytes, size_t size, uint64_t token)
{
	size_t from = 0, n;
	struct kmend_mark mark;

	for (size_t i = 0; i < size; i += n ? n : 1) {
		n = kmend_mark_read(&mark, bytes + i, size - i, token);
		if (!n)
			continue;
		if (i > from && kmend_buf_append(text, bytes + from, i - from) < 0)
			return -1;
		from = i + n;
	}
	return size > from ? kmend_buf_append(text, bytes + from, size - from) : 0;
}
