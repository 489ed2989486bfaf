/* Single lines of a console, and its text without marks. */
#ifndef KMEND_OUTCOME_TRANSCRIPT_LOOK_H
#define KMEND_OUTCOME_TRANSCRIPT_LOOK_H

#include <stddef.h>
#include <stdint.h>

#include "harness/base/buf.h"
#include "harness/base/pattern.h"

/* The kind of this line that ends a log, and the text of its group; KMEND_PATTERNS: it ends none. */
enum kmend_pattern_kind kmend_transcript_ends(
	const struct kmend_patterns *patterns, const char *line, const char **reason, size_t *size);

/* Appends console bytes without the marks in them. */
int kmend_transcript_text(struct kmend_buf *text, const char *bytes, size_t size, uint64_t token);

/*
 * Looks from *at for the first finished line that ends a log (`boot` 0) or says `ready` or `panic` (`boot` 1). Returns its
 * kind and moves *at past it; KMEND_PATTERNS: none yet, *at is the start of the unfinished line.
 */
enum kmend_pattern_kind kmend_transcript_find(
	const struct kmend_patterns *patterns, const char *bytes, size_t size, size_t *at, uint64_t token, int boot);

/* Bit N: a finished line matches the pattern of kind N. For the message about patterns that never matched. */
unsigned kmend_transcript_matched(
	const struct kmend_patterns *patterns, const char *bytes, size_t size, uint64_t token);

#endif
