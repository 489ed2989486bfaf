/* The list of events, and from there into the log. */
#include "harness/outcome/transcript_events.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"

#define EVENTS_MAX 16384 /* of one log */
#define TICKS_MAX (UINT64_MAX >> 2)

void transcript_encode(char out[KMEND_EVENT_VALUE_MAX + 1], const char *text, size_t size, const char *otherwise)
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

static int put_event(struct kmend_buf *log, uint64_t *seq, uint64_t ticks, const char *body)
{
	struct kmend_buf line = KMEND_BUF_INIT;
	unsigned char sum = 0;
	int result;

	if (kmend_buf_printf(&line, "kmend %" PRIu64 " %" PRIu64 " %s", (*seq)++, ticks > TICKS_MAX ? TICKS_MAX : ticks,
		    body) < 0)
		return -1;
	for (size_t i = 0; i < line.size; i++)
		sum ^= (unsigned char)line.data[i];
	result = kmend_buf_printf(log, "@%s*%02X\n", line.data, sum);
	kmend_buf_release(&line);
	return result;
}

static int put_ready(struct kmend_buf *log, const struct kmend_transcript *console, uint64_t *seq, uint64_t ticks)
{
	char target[KMEND_EVENT_VALUE_MAX + 1], policy[KMEND_EVENT_VALUE_MAX + 1];
	struct kmend_buf body = KMEND_BUF_INIT;
	int result;

	transcript_encode(target, console->target, strlen(console->target), "unnamed");
	transcript_encode(policy, console->policy, strlen(console->policy), "none");
	result = kmend_buf_printf(&body, "ready target=%s policy=%s sites=%" PRIu64, target, policy, console->nsites);
	if (result == 0)
		result = put_event(log, seq, ticks, body.data);
	kmend_buf_release(&body);
	return result;
}

static int put_address(struct kmend_buf *body, const struct transcript_event *event)
{
	return event->has_address ? kmend_buf_printf(body, " at=0x%" PRIx64, event->address) : 0;
}

static int put_item(struct kmend_buf *log, const struct kmend_transcript *console, const struct transcript_event *event,
	uint64_t *seq)
{
	struct kmend_buf body = KMEND_BUF_INIT;
	int result = 0;

	switch (event->kind) {
	case BEGIN:
		result = kmend_buf_printf(&body, "test-begin name=%s", event->text);
		break;
	case END:
		result = kmend_buf_printf(
			&body, "test-end name=%s status=%s", event->text, kmend_test_status_name(event->status));
		break;
	case ACTIVATED:
		result = kmend_buf_printf(
			&body, "fault-activated site=%" PRId64 " count=%" PRIu64, console->armed, event->number);
		break;
	case DETECTED:
		result = kmend_buf_printf(&body, "detected component=kernel cause=%s", event->text);
		if (result == 0)
			result = put_address(&body, event);
		break;
	case SHUTDOWN:
		result = kmend_buf_printf(&body, "shutdown reason=%s", event->text);
		break;
	case PANIC:
		result = kmend_buf_printf(&body, "panic reason=%s", event->text);
		if (result == 0)
			result = put_address(&body, event);
		break;
	case READY_AGAIN:
		return put_ready(log, console, seq, event->ticks);
	case TORN:
		result = kmend_buf_printf(&body, "counter name=torn-lines value=%" PRIu64, event->number);
		break;
	case SUITE_END:
		result = kmend_buf_printf(&body, "suite-end failed=%" PRIu64, event->number);
		break;
	}
	if (result == 0)
		result = put_event(log, seq, event->ticks, body.data);
	kmend_buf_release(&body);
	return result;
}

int transcript_write(struct kmend_buf *log, const struct transcript_events *events,
	const struct kmend_transcript *console, uint64_t planned)
{
	char armed[40], suite[48];
	uint64_t seq = 0;

	if (console->armed >= 0)
		snprintf(armed, sizeof armed, "armed site=%" PRId64, console->armed);
	else
		snprintf(armed, sizeof armed, "armed site=none");
	snprintf(suite, sizeof suite, "suite-begin planned=%" PRIu64, planned);
	if (put_ready(log, console, &seq, console->ready_ns) < 0 ||
		put_event(log, &seq, console->ready_ns, armed) < 0 ||
		put_event(log, &seq, console->ready_ns, suite) < 0)
		return -1;
	for (size_t i = 0; i < events->count; i++)
		if (put_item(log, console, &events->list[i], &seq) < 0)
			return -1;
	return 0;
}

struct transcript_event *transcript_add(struct transcript_events *events, enum transcript_kind kind, uint64_t ticks)
{
	if (events->count == events->room && events->room < EVENTS_MAX) {
		size_t room = events->room ? events->room * 2 : 64;
		struct transcript_event *list = realloc(events->list, room * sizeof *list);

		if (!list) {
			kmend_error_memory();
			return NULL;
		}
		events->list = list;
		events->room = room;
	}
	if (events->count == events->room)
		events->count--;
	events->list[events->count] = (struct transcript_event){ .kind = kind, .ticks = ticks };
	return &events->list[events->count++];
}

int transcript_write_ready(struct kmend_buf *log, const struct kmend_transcript *console)
{
	uint64_t seq = 0;

	return put_ready(log, console, &seq, console->ready_ns);
}
