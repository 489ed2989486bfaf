/* Which lines of a log become events: the order of SEQ, replays, gaps, a second boot (rules in log.h). */
#include "harness/outcome/log.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"

/* A line that checks, before its place in the sequence is known. */
struct candidate {
	struct kmend_event event;
	uint64_t damaged_before; /* damaged lines in the log so far */
};

struct candidates {
	struct candidate *list;
	size_t count, capacity;
	uint64_t damaged;
};

static int candidates_add(struct candidates *all, const struct kmend_event *event)
{
	if (all->count == all->capacity) {
		size_t capacity = all->capacity ? all->capacity * 2 : 64;
		struct candidate *list = realloc(all->list, capacity * sizeof(*list));

		if (!list)
			return kmend_error("out of memory for an event log");
		all->list = list;
		all->capacity = capacity;
	}
	all->list[all->count++] = (struct candidate){ *event, all->damaged };
	return 0;
}

static int is_blank(const char *line, size_t size)
{
	return size == 0 || (size == 1 && line[0] == '\r');
}

static int collect(struct candidates *all, const char *bytes, size_t size)
{
	for (size_t at = 0; at < size;) {
		const char *line = bytes + at;
		const char *end = memchr(line, '\n', size - at);
		size_t length = end ? (size_t)(end - line) : size - at;
		struct kmend_event event;

		if (kmend_event_parse(&event, line, length)) {
			if (candidates_add(all, &event))
				return -1;
		} else if (!is_blank(line, length)) {
			all->damaged++;
		}
		at += length + 1;
	}
	return 0;
}

/* Is the line number `i`, which lies ahead of `next`, an event? (log.h) */
static int gap_is_lost_lines(const struct candidates *all, size_t i, uint64_t next, uint64_t damaged_at_last)
{
	uint64_t seq = all->list[i].event.seq;
	size_t end = all->count - i > KMEND_LOG_LOOK_AHEAD ? i + KMEND_LOG_LOOK_AHEAD : all->count;

	if (seq - next <= all->list[i].damaged_before - damaged_at_last)
		return 1;
	if (seq - next > KMEND_LOG_LOOK_AHEAD)
		return 0;
	for (size_t later = i + 1; later < end; later++)
		if (all->list[later].event.seq >= next && all->list[later].event.seq < seq)
			return 0;
	return 1;
}

static void order(struct kmend_log *log, const struct candidates *all)
{
	uint64_t next = 0, damaged_at_last = 0, first_ready = 0;
	int ready = 0;

	for (size_t i = 0; i < all->count; i++) {
		const struct candidate *candidate = &all->list[i];
		const struct kmend_event *event = &candidate->event;
		int is_ready = event->kind == KMEND_EV_READY;
		int again = is_ready && ready && (event->seq == next || event->seq == first_ready);
		int in_order =
			event->seq == next || (event->seq > next && gap_is_lost_lines(all, i, next, damaged_at_last));

		if (!again && !in_order) {
			log->damaged++;
			continue;
		}
		log->events[log->nevents++] = *event;
		if (again) {
			/* The guest booted again: what follows belongs to no experiment. */
			log->damaged += all->count - i - 1;
			return;
		}
		if (is_ready && !ready) {
			ready = 1;
			first_ready = event->seq;
		}
		next = event->seq + 1;
		damaged_at_last = candidate->damaged_before;
	}
}

int kmend_log_parse(struct kmend_log *log, const char *bytes, size_t size)
{
	struct candidates all = { NULL, 0, 0, 0 };

	memset(log, 0, sizeof(*log));
	if (collect(&all, bytes, size))
		goto fail;
	if (all.count) {
		log->events = calloc(all.count, sizeof(*log->events));
		if (!log->events) {
			kmend_error("out of memory for an event log");
			goto fail;
		}
		order(log, &all);
	}
	log->damaged += all.damaged;
	free(all.list);
	return 0;
fail:
	free(all.list);
	return -1;
}

void kmend_log_release(struct kmend_log *log)
{
	free(log->events);
	memset(log, 0, sizeof(*log));
}
