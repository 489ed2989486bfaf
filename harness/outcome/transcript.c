#include "harness/outcome/transcript.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/outcome/lines.h"
#include "harness/outcome/transcript_compose.h"

#define DETECTED_MAX 64 /* lines of detectors that become events */

static int add_activation(struct compose *c, const struct kmend_mark *mark)
{
	struct transcript_event *event;

	if (c->console->armed < 0 || mark->number <= c->activations || (mark->number & (mark->number - 1)))
		return 0;
	if (mark->ns > c->ticks)
		c->ticks = mark->ns;
	if (!c->activations)
		c->has_address = 0;
	c->activations = mark->number;
	event = compose_add(c, ACTIVATED);
	if (!event)
		return -1;
	event->number = mark->number;
	return 0;
}

/* Up to 16 hexadecimal digits, with or without 0x. */
static int parse_address(uint64_t *address, const char *text, size_t size)
{
	char digits[19], *end;

	if (!size || size >= sizeof digits || !isxdigit((unsigned char)*text))
		return 0;
	snprintf(digits, sizeof digits, "%.*s", (int)size, text);
	*address = strtoull(digits, &end, 16);
	return !*end;
}

/* The address in this line. */
static int find_address(uint64_t *address, const struct compose *c, const char *line)
{
	const char *text;
	size_t size;

	return kmend_pattern_match(c->console->patterns, KMEND_PATTERN_CRASH_ADDRESS, line, &text, &size) && text &&
		parse_address(address, text, size);
}

/* The first one stays: what follows may be a fault in the report itself. */
static void read_address(struct compose *c, const char *line)
{
	if (!c->has_address)
		c->has_address = find_address(&c->address, c, line);
}

static int read_detected(struct compose *c, const char *line)
{
	struct transcript_event *event;
	const char *cause;
	size_t size;

	if (c->detected == DETECTED_MAX ||
		!kmend_pattern_match(c->console->patterns, KMEND_PATTERN_DETECTED, line, &cause, &size))
		return 0;
	c->detected++;
	if (compose_add_text(c, DETECTED, cause, size, "console") < 0)
		return -1;
	event = &c->events.list[c->events.count - 1];
	event->has_address = find_address(&event->address, c, line);
	return 0;
}

static int add_suite_end(struct compose *c)
{
	struct transcript_event *event;

	if (c->console->end_ns > c->ticks)
		c->ticks = c->console->end_ns;
	event = compose_add(c, SUITE_END);
	if (!event)
		return -1;
	event->number = c->failed;
	return 0;
}

static int add_panic(struct compose *c, const char *reason, size_t size)
{
	struct transcript_event *event;

	if (compose_add_text(c, PANIC, reason, size, "console") < 0)
		return -1;
	event = &c->events.list[c->events.count - 1];
	event->has_address = c->has_address;
	event->address = c->address;
	return 0;
}

static int add_last(struct compose *c, const char *reason, size_t size)
{
	switch (c->last) {
	case KMEND_PATTERN_PANIC:
		return add_panic(c, reason, size);
	case KMEND_PATTERN_SHUTDOWN:
		return compose_add_text(c, SHUTDOWN, reason, size, "console");
	case KMEND_PATTERN_DONE:
		return add_suite_end(c);
	case KMEND_PATTERN_READY:
		return compose_add(c, READY_AGAIN) ? 0 : -1;
	default:
		return 0;
	}
}

static int read_text(struct compose *c, const char *text)
{
	const char *reason = NULL;
	size_t size = 0;

	c->last = kmend_transcript_ends(c->console->patterns, text, &reason, &size);
	/* A panic often comes in the middle of a line that would have been about a test. */
	if (c->last != KMEND_PATTERN_PANIC && c->last != KMEND_PATTERN_SHUTDOWN &&
		(compose_read_test(c, text) < 0 || read_detected(c, text) < 0))
		return -1;
	read_address(c, text);
	return add_last(c, reason, size);
}

/* Up to the first one that ends the log. */
static int read_texts(struct compose *c, const struct kmend_torn_lines *lines)
{
	for (size_t i = 0; i < lines->count && c->last == KMEND_PATTERNS; i++)
		if (read_text(c, lines->text[i]) < 0)
			return -1;
	return 0;
}

static int read_line(struct compose *c, const struct kmend_console_line *line)
{
	struct kmend_torn_lines lines;

	for (unsigned i = 0; i < line->nmarks; i++)
		if (add_activation(c, &line->marks[i]) < 0)
			return -1;
	if (!line->ended && !c->console->whole)
		return 0;
	kmend_torn_next(&lines, &c->torn, c->console->patterns, line);
	return read_texts(c, &lines);
}

/* Activations after the line that ended the log are not part of the run. */
static int is_marked_later(const struct compose *c)
{
	const struct kmend_transcript *console = c->console;
	struct kmend_mark mark;

	for (size_t i = c->used; c->last != KMEND_PATTERNS && i < console->size; i++)
		if (kmend_mark_read(&mark, console->bytes + i, console->size - i, console->token))
			return 1;
	return 0;
}

/* The runtime counted activations in memory, and the console has no mark (code in ring 3, a full console):
 * nobody knows when, so it comes first. */
static int add_unmarked(struct compose *c)
{
	const struct kmend_mark mark = { .number = 1 };
	struct transcript_event event;

	if (!c->console->activations || c->activations || c->console->armed < 0 || is_marked_later(c))
		return 0;
	if (add_activation(c, &mark) < 0)
		return -1;
	event = c->events.list[c->events.count - 1];
	event.ticks = c->console->ready_ns;
	memmove(c->events.list + 1, c->events.list, (c->events.count - 1) * sizeof event);
	c->events.list[0] = event;
	return 0;
}

/* Lines that a message of the kernel tore, and whose rest nobody found: a test may have said what is not in the log. */
static int add_torn(struct compose *c)
{
	struct transcript_event *event = c->torn.given_up ? compose_add(c, TORN) : NULL;

	if (event)
		event->number = c->torn.given_up;
	return c->torn.given_up && !event ? -1 : 0;
}

static int read_all(struct compose *c)
{
	const struct kmend_transcript *console = c->console;
	struct kmend_torn_lines rest;
	struct kmend_console_line line;

	c->ticks = console->ready_ns;
	c->last = KMEND_PATTERNS;
	while (c->last == KMEND_PATTERNS &&
		kmend_console_line_next(&line, console->bytes, console->size, &c->used, console->token))
		if (read_line(c, &line) < 0)
			return -1;
	if (c->last == KMEND_PATTERNS) {
		kmend_torn_rest(&rest, &c->torn);
		if (read_texts(c, &rest) < 0)
			return -1;
	}
	if (add_unmarked(c) < 0 || add_torn(c) < 0)
		return -1;
	if (c->last == KMEND_PATTERNS && console->power_off && !console->patterns->of[KMEND_PATTERN_DONE].text) {
		c->last = KMEND_PATTERN_DONE;
		return add_suite_end(c);
	}
	return 0;
}

int kmend_transcript_events(
	struct kmend_buf *log, const struct kmend_transcript *console, enum kmend_pattern_kind *last, size_t *used)
{
	struct compose c = { .console = console };
	int result = read_all(&c);

	if (result == 0)
		result = transcript_write(log, &c.events, console,
			console->planned == KMEND_TRANSCRIPT_PLANNED_SEEN ? c.tests.count : console->planned);
	if (last)
		*last = c.last;
	if (used)
		*used = c.used;
	kmend_tests_seal(&c.tests);
	kmend_tests_free(c.tests.list, c.tests.count);
	free(c.events.list);
	return result;
}

int kmend_transcript_ready(struct kmend_buf *log, const struct kmend_transcript *console)
{
	return transcript_write_ready(log, console);
}
