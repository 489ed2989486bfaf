/*
 * The events that a console was read as, in a list: how many tests are planned must be known before the first of them can
 * be written. For the transcript*.c only.
 */
#ifndef KMEND_OUTCOME_TRANSCRIPT_EVENTS_H
#define KMEND_OUTCOME_TRANSCRIPT_EVENTS_H

#include "harness/outcome/tests.h"
#include "harness/base/buf.h"
#include "harness/outcome/transcript_run.h"
#include "kmend/abi.h"

struct transcript_event {
	enum transcript_kind { BEGIN, END, ACTIVATED, DETECTED, SHUTDOWN, PANIC, READY_AGAIN, TORN, SUITE_END } kind;
	uint64_t ticks, number;
	enum kmend_test_status status;
	char text[KMEND_EVENT_VALUE_MAX + 1]; /* encoded value */
	int has_address;                      /* a PANIC, DETECTED names a place in the kernel */
	uint64_t address;
};

struct transcript_events {
	struct transcript_event *list; /* of the caller, free() */
	size_t count, room;
};

/* As a value of an event: percent-encoded, cut, `otherwise` when it is empty. */
void transcript_encode(char out[KMEND_EVENT_VALUE_MAX + 1], const char *text, size_t size, const char *otherwise);

/* A new last event, NULL: out of memory. What is too much is dropped into the last one's place. */
struct transcript_event *transcript_add(struct transcript_events *events, enum transcript_kind kind, uint64_t ticks);

/* The log from `ready` on, appended; -1: out of memory. */
int transcript_write(struct kmend_buf *log, const struct transcript_events *events,
	const struct kmend_transcript *console, uint64_t planned);

/* The `ready` event alone. */
int transcript_write_ready(struct kmend_buf *log, const struct kmend_transcript *console);

#endif
