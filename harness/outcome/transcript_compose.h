/* A console while it is read, line by line, into events. For the transcript*.c only. */
#ifndef KMEND_OUTCOME_TRANSCRIPT_COMPOSE_H
#define KMEND_OUTCOME_TRANSCRIPT_COMPOSE_H

#include <stddef.h>
#include <stdint.h>

#include "harness/outcome/tests.h"
#include "harness/outcome/torn.h"
#include "harness/outcome/transcript_events.h"

struct compose {
	const struct kmend_transcript *console;
	struct kmend_tests tests;
	struct transcript_events events;
	struct kmend_torn torn;
	unsigned detected;
	uint64_t ticks, activations, failed;
	int has_address; /* that a panic would have happened at */
	uint64_t address;
	enum kmend_pattern_kind last;
	size_t used;
};

/* A new event, now. NULL: out of memory. */
struct transcript_event *compose_add(struct compose *c, enum transcript_kind kind);

/* The same with a text, or with OTHERWISE when it is empty. -1: out of memory. */
int compose_add_text(
	struct compose *c, enum transcript_kind kind, const char *text, size_t size, const char *otherwise);

/* What the line, one string, says of a test becomes events; often nothing. -1: out of memory. */
int compose_read_test(struct compose *c, const char *line);

#endif
