/*
 * From the bytes of an event log to its events. A line is an event when it checks (event.h) and its SEQ is in order:
 *   - SEQ is the next number: an event;
 *   - SEQ is lower than expected (replayed, forged, doubled): damaged text;
 *   - SEQ lies ahead: an event when at least as many damaged lines as missing numbers came since the last event, or
 *     when the gap is small and none of the next lines that check carries one of the missing numbers (lines were
 *     lost; both limits are KMEND_LOG_LOOK_AHEAD); else it came too early or is forged: damaged text;
 *   - a second `ready` that continues the sequence or starts it again with the first one's SEQ is a guest that booted
 *     again: it becomes an event, and everything after it is text.
 * Every other line that is not empty is damaged text, counted and kept in the log, never believed.
 */
#ifndef KMEND_OUTCOME_LOG_H
#define KMEND_OUTCOME_LOG_H

#include "harness/outcome/event.h"

#define KMEND_LOG_LOOK_AHEAD 64

struct kmend_log {
	struct kmend_event *events; /* in order; their text points into the log's bytes */
	size_t nevents;
	uint64_t damaged; /* lines that are not events */
};

/* `bytes` stays the caller's and must outlive `log`. Any bytes are fine, also none (bytes can be NULL then). -1 only
 * when out of memory. Release `log` after success. */
int kmend_log_parse(struct kmend_log *log, const char *bytes, size_t size);
void kmend_log_release(struct kmend_log *log);

#endif
