/*
 * One line of the event log: `@kmend SEQ TICKS EVENT key=value*HH` (docs/event-log.md). This file knows the form of a
 * line and which keys an event must have; which lines of a log become events is log.h's matter.
 */
#ifndef KMEND_OUTCOME_EVENT_H
#define KMEND_OUTCOME_EVENT_H

#include <stddef.h>
#include <stdint.h>

/* The events of design.md; a line with another name that checks is KMEND_EV_OTHER and decides nothing. */
#define KMEND_EVENTS(X)                       \
	X(READY, "ready")                     \
	X(ARMED, "armed")                     \
	X(SUITE_BEGIN, "suite-begin")         \
	X(TEST_BEGIN, "test-begin")           \
	X(TEST_END, "test-end")               \
	X(FAULT_ACTIVATED, "fault-activated") \
	X(DETECTED, "detected")               \
	X(RECOVERY_BEGIN, "recovery-begin")   \
	X(RECOVERY_END, "recovery-end")       \
	X(SHUTDOWN, "shutdown")               \
	X(PANIC, "panic")                     \
	X(AUDIT, "audit")                     \
	X(PROBE, "probe")                     \
	X(SUITE_END, "suite-end")             \
	X(COUNTER, "counter")

enum kmend_event_kind {
	KMEND_EV_OTHER = 0,
#define KMEND_X(name, text) KMEND_EV_##name,
	KMEND_EVENTS(KMEND_X)
#undef KMEND_X
};

/* A piece of the log's own bytes: not NUL-terminated, lives as long as the log. Values stay percent-encoded, so they
 * are printable ASCII without spaces. */
struct kmend_text {
	const char *data;
	size_t size;
};

struct kmend_event {
	enum kmend_event_kind kind;
	uint64_t seq;
	uint64_t ticks;         /* guest virtual time, nanoseconds */
	struct kmend_text name; /* of the event */
	struct kmend_text args; /* `key=value key=value`, can be empty */
	struct kmend_text line; /* the whole line without its end */
};

/* Reads one line (without its newline; one CR at the end is ignored). 1: `event` is filled, 0: it does not check. */
int kmend_event_parse(struct kmend_event *event, const char *line, size_t size);

/* The value of `key`; size 0 and data NULL when there is none. */
struct kmend_text kmend_event_value(const struct kmend_event *event, const char *key);

/* The value of `key` as a decimal number without sign. 1 when it is one, else 0 (`value` is left alone). */
int kmend_event_number(const struct kmend_event *event, const char *key, uint64_t *value);

int kmend_text_is(struct kmend_text text, const char *other);

#endif
