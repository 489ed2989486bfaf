/*
 * From the console of a kernel without glue to the event log that the judge reads. Pure: console bytes, patterns and what
 * the harness knows in, events out.
 *
 * Each line gives at most one test event (a failure before a skip before a pass before a begin) and may end the log: the
 * first line that says `panic`, `shutdown` or `done` (looked for in this order), or `ready` again, is the last one that
 * counts. An address of a crash goes with a detection in the same line, and with the next panic: the first one after the first
 * activation and the last verdict of a test. A test counts once, and again only with a worse verdict, so that a guest in a loop writes a short log. Test
 * lines have no time of their own: TICKS of an event is the last time known to be exact, that of `ready` or of an
 * activation.
 */
#ifndef KMEND_OUTCOME_TRANSCRIPT_H
#define KMEND_OUTCOME_TRANSCRIPT_H

#include "harness/outcome/transcript_look.h"
#include "harness/outcome/transcript_run.h"

/* The events from `ready` on, appended to `log`. *last (can be NULL) is the kind that ended the log, KMEND_PATTERNS:
 * none; *used (can be NULL) the bytes of the console up to the end of that line. -1 only when out of memory. */
int kmend_transcript_events(
	struct kmend_buf *log, const struct kmend_transcript *console, enum kmend_pattern_kind *last, size_t *used);

/* The `ready` event alone: the log of a boot. */
int kmend_transcript_ready(struct kmend_buf *log, const struct kmend_transcript *console);

#endif
