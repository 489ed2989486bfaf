/*
 * From the console of a kernel without glue to the event log that the judge reads. Pure: console bytes, patterns and what
 * the harness knows in, events out.
 *
 * Each line gives at most one test event (a failure before a skip before a pass before a begin) and may end the log: the
 * first line that says `panic`, `shutdown` or `done` (looked for in this order), or `ready` again, is the last one that
 * counts. A test counts once, and again only with a worse verdict, so that a guest in a loop writes a short log. Test
 * lines have no time of their own: TICKS of an event is the last time known to be exact, that of `ready` or of an
 * activation.
 */
#ifndef KMEND_OUTCOME_TRANSCRIPT_H
#define KMEND_OUTCOME_TRANSCRIPT_H

#include <stddef.h>
#include <stdint.h>

#include "harness/base/buf.h"
#include "harness/base/pattern.h"

#define KMEND_TRANSCRIPT_PLANNED_SEEN UINT64_MAX /* `planned` is the number of tests that the console names */

struct kmend_transcript {
	const struct kmend_patterns *patterns;
	const char *target, *policy; /* for `ready` */
	uint64_t nsites;
	const char *bytes; /* of the run: what came behind the `ready` stop */
	size_t size;
	int64_t armed; /* dense site, -1: none */
	uint64_t token;
	uint64_t planned;     /* tests, or KMEND_TRANSCRIPT_PLANNED_SEEN */
	uint64_t ready_ns;    /* the guest's clock at the `ready` stop */
	uint64_t end_ns;      /* when `done` was printed, 0: not known */
	uint64_t activations; /* as the runtime counted them in memory: believed when the console has no mark */
	int whole;            /* the guest ended by itself: the last line counts without its newline, too */
	int power_off;        /* it ended by a power-off, which is `done` when there is no pattern for it */
};

/* The events from `ready` on, appended to `log`. *last (can be NULL) is the kind that ended the log, KMEND_PATTERNS:
 * none; *used (can be NULL) the bytes of the console up to the end of that line. -1 only when out of memory. */
int kmend_transcript_events(
	struct kmend_buf *log, const struct kmend_transcript *console, enum kmend_pattern_kind *last, size_t *used);

/* The `ready` event alone: the log of a boot. */
int kmend_transcript_ready(struct kmend_buf *log, const struct kmend_transcript *console);

/* The kind of this line that ends a log, and the text of its group; KMEND_PATTERNS: it ends none. */
enum kmend_pattern_kind kmend_transcript_ends(
	const struct kmend_patterns *patterns, const char *line, const char **reason, size_t *size);

/* Appends console bytes without the marks in them. */
int kmend_transcript_text(struct kmend_buf *text, const char *bytes, size_t size, uint64_t token);

/*
 * Looks from *at for the first finished line that ends a log (`boot` 0) or says `ready` or `panic` (`boot` 1). Returns its
 * kind and moves *at behind it; KMEND_PATTERNS: none yet, *at is the start of the unfinished line.
 */
enum kmend_pattern_kind kmend_transcript_find(
	const struct kmend_patterns *patterns, const char *bytes, size_t size, size_t *at, uint64_t token, int boot);

/* Bit N: a finished line matches the pattern of kind N. For the message about patterns that never matched. */
unsigned kmend_transcript_matched(
	const struct kmend_patterns *patterns, const char *bytes, size_t size, uint64_t token);

#endif
