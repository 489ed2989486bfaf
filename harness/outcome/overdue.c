#include "harness/outcome/overdue.h"

#include <string.h>

#include "harness/outcome/log.h"
#include "harness/outcome/torn.h"
#include "harness/outcome/transcript_events.h"
#include "harness/outcome/transcript_look.h"

/* ---- events: every one has its time ----------------------------------------------------------------------------- */

struct under_way {
	struct kmend_text name; /* size 0: none */
	const struct kmend_test_limit *limit;
	uint64_t deadline_ns;
};

static void begin(struct under_way *test, const struct kmend_test_limits *limits, const struct kmend_event *event)
{
	struct kmend_text name = kmend_event_value(event, "name");
	const struct kmend_test_limit *limit = kmend_test_limits_find(limits, name.data ? name.data : "", name.size);

	*test = (struct under_way){ 0 };
	if (!limit || !limit->seconds || name.size > KMEND_EVENT_VALUE_MAX)
		return;
	*test = (struct under_way){ name, limit, event->ticks + limit->seconds * UINT64_C(1000000000) };
}

static void end(struct under_way *test, const struct kmend_event *event)
{
	struct kmend_text name = kmend_event_value(event, "name");

	if (name.size == test->name.size && memcmp(name.data, test->name.data, name.size) == 0)
		*test = (struct under_way){ 0 };
}

static void take(struct under_way *test, const struct kmend_test_limits *limits, const struct kmend_event *event)
{
	switch (event->kind) {
	case KMEND_EV_TEST_BEGIN:
		begin(test, limits, event);
		return;
	case KMEND_EV_TEST_END:
		if (test->name.size)
			end(test, event);
		return;
	case KMEND_EV_SUITE_END:
	case KMEND_EV_READY:
		*test = (struct under_way){ 0 };
		return;
	default:
		return;
	}
}

int kmend_overdue_find(struct kmend_overdue *out, const char *log, size_t size, const struct kmend_test_limits *limits,
	uint64_t now_ns)
{
	struct under_way test = { 0 };
	struct kmend_log events;
	int found = 0;

	*out = (struct kmend_overdue){ 0 };
	if (kmend_log_parse(&events, log, size) < 0)
		return -1;
	for (size_t i = 0; i < events.nevents && !found; i++) {
		found = test.name.size && events.events[i].ticks > test.deadline_ns;
		if (!found)
			take(&test, limits, &events.events[i]);
	}
	found |= test.name.size && now_ns && now_ns >= test.deadline_ns;
	if (found) {
		memcpy(out->test, test.name.data, test.name.size);
		out->seconds = test.limit->seconds;
		out->at_ns = test.deadline_ns;
	}
	kmend_log_release(&events);
	return found;
}

/* ---- consoles: lines have an order, and no time ----------------------------------------------------------------- */

static void read_text(struct kmend_under_way *out, const struct kmend_patterns *patterns, const char *text, size_t at)
{
	static const enum kmend_pattern_kind ends[] = { KMEND_PATTERN_TEST_FAIL, KMEND_PATTERN_TEST_SKIP,
		KMEND_PATTERN_TEST_PASS };
	const char *name;
	size_t size;
	int over = kmend_transcript_ends(patterns, text, &name, &size) != KMEND_PATTERNS;

	for (size_t i = 0; i < sizeof ends / sizeof ends[0] && !over; i++)
		over = kmend_pattern_match(patterns, ends[i], text, NULL, NULL);
	if (over) {
		*out = (struct kmend_under_way){ 0 };
	} else if (kmend_pattern_match(patterns, KMEND_PATTERN_TEST_BEGIN, text, &name, &size)) {
		transcript_encode(out->test, name ? name : "", size, "unnamed");
		out->at = at;
	}
}

void kmend_under_way_find(struct kmend_under_way *out, const struct kmend_patterns *patterns, const char *bytes,
	size_t size, uint64_t token)
{
	struct kmend_torn torn = { .head = "" };
	struct kmend_console_line line;
	struct kmend_torn_lines lines;
	size_t at = 0;

	*out = (struct kmend_under_way){ 0 };
	while (kmend_console_line_next(&line, bytes, size, &at, token) && line.ended) {
		kmend_torn_next(&lines, &torn, patterns, &line);
		for (size_t i = 0; i < lines.count; i++)
			read_text(out, patterns, lines.text[i], at);
	}
}
