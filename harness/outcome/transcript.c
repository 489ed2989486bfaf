#include "harness/outcome/transcript.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/outcome/lines.h"
#include "harness/outcome/tests.h"
#include "kmend/abi.h"

#define ITEMS_MAX 16384 /* events of one log */
#define DETECTED_MAX 64 /* lines of detectors that become events */
#define TICKS_MAX (UINT64_MAX >> 2)

/* One event to be written; `planned` must be known before the first of them is. */
struct item {
	enum item_kind { BEGIN, END, ACTIVATED, DETECTED, SHUTDOWN, PANIC, READY_AGAIN, SUITE_END } kind;
	uint64_t ticks, number;
	enum kmend_test_status status;
	char text[KMEND_EVENT_VALUE_MAX + 1]; /* encoded value */
};

struct compose {
	const struct kmend_transcript *console;
	struct kmend_tests tests;
	struct item *items;
	size_t nitems, room;
	unsigned detected;
	uint64_t ticks, activations, failed;
	enum kmend_pattern_kind last;
	size_t used;
};

/* ---- writing -------------------------------------------------------------------------------------------------- */

/* As a value of an event: percent-encoded, cut, never empty. */
static void encode(char out[KMEND_EVENT_VALUE_MAX + 1], const char *text, size_t size, const char *otherwise)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t n = 0;

	if (!size) {
		text = otherwise;
		size = strlen(otherwise);
	}
	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)text[i];
		int plain = c > ' ' && c < 0x7f && c != '%' && c != '*' && c != '@';

		if (n + (plain ? 1 : 3) > KMEND_EVENT_VALUE_MAX)
			break;
		if (plain) {
			out[n++] = (char)c;
			continue;
		}
		out[n++] = '%';
		out[n++] = digits[c >> 4];
		out[n++] = digits[c & 15];
	}
	out[n] = 0;
}

static int put_event(struct kmend_buf *events, uint64_t *seq, uint64_t ticks, const char *body)
{
	struct kmend_buf line = KMEND_BUF_INIT;
	unsigned char sum = 0;
	int result;

	if (kmend_buf_printf(&line, "kmend %" PRIu64 " %" PRIu64 " %s", (*seq)++, ticks > TICKS_MAX ? TICKS_MAX : ticks,
		    body) < 0)
		return -1;
	for (size_t i = 0; i < line.size; i++)
		sum ^= (unsigned char)line.data[i];
	result = kmend_buf_printf(events, "@%s*%02X\n", line.data, sum);
	kmend_buf_release(&line);
	return result;
}

static int put_ready(struct kmend_buf *events, const struct kmend_transcript *console, uint64_t *seq, uint64_t ticks)
{
	char target[KMEND_EVENT_VALUE_MAX + 1], policy[KMEND_EVENT_VALUE_MAX + 1];
	struct kmend_buf body = KMEND_BUF_INIT;
	int result;

	encode(target, console->target, strlen(console->target), "unnamed");
	encode(policy, console->policy, strlen(console->policy), "none");
	result = kmend_buf_printf(&body, "ready target=%s policy=%s sites=%" PRIu64, target, policy, console->nsites);
	if (result == 0)
		result = put_event(events, seq, ticks, body.data);
	kmend_buf_release(&body);
	return result;
}

static int put_item(struct kmend_buf *events, const struct compose *c, const struct item *item, uint64_t *seq)
{
	struct kmend_buf body = KMEND_BUF_INIT;
	int result = 0;

	switch (item->kind) {
	case BEGIN:
		result = kmend_buf_printf(&body, "test-begin name=%s", item->text);
		break;
	case END:
		result = kmend_buf_printf(
			&body, "test-end name=%s status=%s", item->text, kmend_test_status_name(item->status));
		break;
	case ACTIVATED:
		result = kmend_buf_printf(
			&body, "fault-activated site=%" PRId64 " count=%" PRIu64, c->console->armed, item->number);
		break;
	case DETECTED:
		result = kmend_buf_printf(&body, "detected component=kernel cause=%s", item->text);
		break;
	case SHUTDOWN:
		result = kmend_buf_printf(&body, "shutdown reason=%s", item->text);
		break;
	case PANIC:
		result = kmend_buf_printf(&body, "panic reason=%s", item->text);
		break;
	case READY_AGAIN:
		return put_ready(events, c->console, seq, item->ticks);
	case SUITE_END:
		result = kmend_buf_printf(&body, "suite-end failed=%" PRIu64, item->number);
		break;
	}
	if (result == 0)
		result = put_event(events, seq, item->ticks, body.data);
	kmend_buf_release(&body);
	return result;
}

static int put_all(struct kmend_buf *events, const struct compose *c)
{
	const struct kmend_transcript *console = c->console;
	uint64_t seq = 0, planned = console->planned;
	char armed[40], suite[48];

	if (planned == KMEND_TRANSCRIPT_PLANNED_SEEN)
		planned = c->tests.count;
	if (console->armed >= 0)
		snprintf(armed, sizeof armed, "armed site=%" PRId64, console->armed);
	else
		snprintf(armed, sizeof armed, "armed site=none");
	snprintf(suite, sizeof suite, "suite-begin planned=%" PRIu64, planned);
	if (put_ready(events, console, &seq, console->ready_ns) < 0 ||
		put_event(events, &seq, console->ready_ns, armed) < 0 ||
		put_event(events, &seq, console->ready_ns, suite) < 0)
		return -1;
	for (size_t i = 0; i < c->nitems; i++)
		if (put_item(events, c, &c->items[i], &seq) < 0)
			return -1;
	return 0;
}

/* ---- reading -------------------------------------------------------------------------------------------------- */

/* A new item, NULL: out of memory. What is too much is dropped into the last one's place. */
static struct item *add(struct compose *c, enum item_kind kind)
{
	if (c->nitems == c->room && c->room < ITEMS_MAX) {
		size_t room = c->room ? c->room * 2 : 64;
		struct item *items = realloc(c->items, room * sizeof *items);

		if (!items) {
			kmend_error("out of memory");
			return NULL;
		}
		c->items = items;
		c->room = room;
	}
	if (c->nitems == c->room)
		c->nitems--;
	c->items[c->nitems] = (struct item){ .kind = kind, .ticks = c->ticks };
	return &c->items[c->nitems++];
}

static int add_text(struct compose *c, enum item_kind kind, const char *text, size_t size, const char *otherwise)
{
	struct item *item = add(c, kind);

	if (!item)
		return -1;
	encode(item->text, text, size, otherwise);
	return 0;
}

static int add_activation(struct compose *c, const struct kmend_mark *mark)
{
	struct item *item;

	if (c->console->armed < 0 || mark->number <= c->activations || (mark->number & (mark->number - 1)))
		return 0;
	if (mark->ns > c->ticks)
		c->ticks = mark->ns;
	c->activations = mark->number;
	item = add(c, ACTIVATED);
	if (!item)
		return -1;
	item->number = mark->number;
	return 0;
}

static const struct {
	enum kmend_pattern_kind kind;
	enum kmend_test_status status;
} verdicts[] = {
	{ KMEND_PATTERN_TEST_FAIL, KMEND_TEST_FAIL },
	{ KMEND_PATTERN_TEST_SKIP, KMEND_TEST_SKIP },
	{ KMEND_PATTERN_TEST_PASS, KMEND_TEST_PASS },
	{ KMEND_PATTERN_TEST_BEGIN, KMEND_TEST_MISSING },
};

static int is_worse(enum kmend_test_status now, enum kmend_test_status before)
{
	static const int rank[] = {
		[KMEND_TEST_MISSING] = 0, [KMEND_TEST_PASS] = 1, [KMEND_TEST_SKIP] = 2, [KMEND_TEST_FAIL] = 3
	};

	return rank[now] > rank[before];
}

static int add_test(struct compose *c, const char *name, size_t size, enum kmend_test_status status)
{
	char text[KMEND_EVENT_VALUE_MAX + 1];
	struct kmend_test *test;
	struct item *item;
	int full;

	encode(text, name, size, "unnamed");
	test = kmend_tests_entry(&c->tests, (struct kmend_text){ text, strlen(text) }, &full);
	if (!test)
		return full ? 0 : -1;
	if (!test->begin_ns) {
		test->begin_ns = 1; /* it has begun; the time itself is not known */
		if (add_text(c, BEGIN, name, size, "unnamed") < 0)
			return -1;
	}
	if (!is_worse(status, test->status))
		return 0;
	if (status == KMEND_TEST_FAIL)
		c->failed++;
	test->status = status;
	if (add_text(c, END, name, size, "unnamed") < 0)
		return -1;
	item = &c->items[c->nitems - 1];
	item->status = status;
	return 0;
}

static int read_test(struct compose *c, const char *line)
{
	const char *name;
	size_t size;

	for (size_t i = 0; i < sizeof verdicts / sizeof verdicts[0]; i++)
		if (kmend_pattern_match(c->console->patterns, verdicts[i].kind, line, &name, &size))
			return add_test(c, name ? name : "", size, verdicts[i].status);
	return 0;
}

static int read_detected(struct compose *c, const char *line)
{
	const char *cause;
	size_t size;

	if (c->detected == DETECTED_MAX ||
		!kmend_pattern_match(c->console->patterns, KMEND_PATTERN_DETECTED, line, &cause, &size))
		return 0;
	c->detected++;
	return add_text(c, DETECTED, cause, size, "console");
}

/* The kind of this line that ends a log; KMEND_PATTERNS: it does not. */
static enum kmend_pattern_kind ends_log(
	const struct kmend_patterns *patterns, const char *line, const char **reason, size_t *size)
{
	static const enum kmend_pattern_kind order[] = { KMEND_PATTERN_PANIC, KMEND_PATTERN_SHUTDOWN,
		KMEND_PATTERN_DONE, KMEND_PATTERN_READY };

	for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
		if (kmend_pattern_match(patterns, order[i], line, reason, size))
			return order[i];
	return KMEND_PATTERNS;
}

static int add_suite_end(struct compose *c)
{
	struct item *item;

	if (c->console->end_ns > c->ticks)
		c->ticks = c->console->end_ns;
	item = add(c, SUITE_END);
	if (!item)
		return -1;
	item->number = c->failed;
	return 0;
}

static int add_last(struct compose *c, const char *reason, size_t size)
{
	switch (c->last) {
	case KMEND_PATTERN_PANIC:
		return add_text(c, PANIC, reason, size, "console");
	case KMEND_PATTERN_SHUTDOWN:
		return add_text(c, SHUTDOWN, reason, size, "console");
	case KMEND_PATTERN_DONE:
		return add_suite_end(c);
	case KMEND_PATTERN_READY:
		return add(c, READY_AGAIN) ? 0 : -1;
	default:
		return 0;
	}
}

static int read_line(struct compose *c, const struct kmend_line *line)
{
	const char *reason = NULL;
	size_t size = 0;

	for (unsigned i = 0; i < line->nmarks; i++)
		if (add_activation(c, &line->marks[i]) < 0)
			return -1;
	if (!line->ended && !c->console->whole)
		return 0;
	c->last = ends_log(c->console->patterns, line->text, &reason, &size);
	/* A panic often comes in the middle of a line that would have been about a test. */
	if (c->last != KMEND_PATTERN_PANIC && c->last != KMEND_PATTERN_SHUTDOWN &&
		(read_test(c, line->text) < 0 || read_detected(c, line->text) < 0))
		return -1;
	return add_last(c, reason, size);
}

/* The runtime counted activations in memory, and the console has no mark (code in ring 3, a full console):
 * nobody knows when, so it stands in front. */
static int add_unmarked(struct compose *c)
{
	const struct kmend_mark mark = { .number = 1 };
	struct item item;

	if (!c->console->activations || c->activations || c->console->armed < 0)
		return 0;
	if (add_activation(c, &mark) < 0)
		return -1;
	item = c->items[c->nitems - 1];
	item.ticks = c->console->ready_ns;
	memmove(c->items + 1, c->items, (c->nitems - 1) * sizeof item);
	c->items[0] = item;
	return 0;
}

static int read_all(struct compose *c)
{
	const struct kmend_transcript *console = c->console;
	struct kmend_line line;

	c->ticks = console->ready_ns;
	c->last = KMEND_PATTERNS;
	while (c->last == KMEND_PATTERNS &&
		kmend_line_next(&line, console->bytes, console->size, &c->used, console->token))
		if (read_line(c, &line) < 0)
			return -1;
	if (add_unmarked(c) < 0)
		return -1;
	if (c->last == KMEND_PATTERNS && console->power_off && !console->patterns->of[KMEND_PATTERN_DONE].text) {
		c->last = KMEND_PATTERN_DONE;
		return add_suite_end(c);
	}
	return 0;
}

/* ---- the whole ------------------------------------------------------------------------------------------------ */

int kmend_transcript_events(
	struct kmend_buf *events, const struct kmend_transcript *console, enum kmend_pattern_kind *last, size_t *used)
{
	struct compose c = { .console = console };
	int result = read_all(&c) < 0 || put_all(events, &c) < 0 ? -1 : 0;

	if (last)
		*last = c.last;
	if (used)
		*used = c.used;
	kmend_tests_seal(&c.tests);
	kmend_tests_free(c.tests.list, c.tests.count);
	free(c.items);
	return result;
}

int kmend_transcript_ready(struct kmend_buf *events, const struct kmend_transcript *console)
{
	uint64_t seq = 0;

	return put_ready(events, console, &seq, console->ready_ns);
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

enum kmend_pattern_kind kmend_transcript_find(
	const struct kmend_patterns *patterns, const char *bytes, size_t size, size_t *at, uint64_t token, int boot)
{
	struct kmend_line line;
	const char *reason;
	size_t next = *at, n;

	while (kmend_line_next(&line, bytes, size, &next, token) && line.ended) {
		enum kmend_pattern_kind kind = ends_log(patterns, line.text, &reason, &n);

		*at = next;
		if (kind == KMEND_PATTERN_DONE && boot &&
			kmend_pattern_match(patterns, KMEND_PATTERN_READY, line.text, NULL, NULL))
			kind = KMEND_PATTERN_READY;
		if (kind == KMEND_PATTERN_PANIC || (kind != KMEND_PATTERNS && !boot) || kind == KMEND_PATTERN_READY)
			return kind;
	}
	return KMEND_PATTERNS;
}

unsigned kmend_transcript_matched(const struct kmend_patterns *patterns, const char *bytes, size_t size, uint64_t token)
{
	struct kmend_line line;
	unsigned bits = 0;
	size_t at = 0;

	while (kmend_line_next(&line, bytes, size, &at, token))
		for (int kind = 0; line.ended && kind < KMEND_PATTERNS; kind++)
			if (!(bits >> kind & 1) && kmend_pattern_match(patterns, kind, line.text, NULL, NULL))
				bits |= 1u << kind;
	return bits;
}
