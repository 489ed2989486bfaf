/* Shared by signature.c, console.c and frames.c, by nobody else. */
#ifndef KMEND_OUTCOME_CRASH_H
#define KMEND_OUTCOME_CRASH_H

#include "harness/outcome/event.h"
#include "harness/outcome/signature.h"

/* frames.c: `FUNCTION+0xOFFSET/0xSIZE`, with anything after a space, or `0xADDRESS`; 0 when it is neither. */
int crash_frame_parse(struct kmend_crash_frame *frame, const char *text, size_t size);
void crash_frame_add(struct kmend_crash *crash, const struct kmend_crash_frame *frame);

/* signature.c: a word of lower-case letters, digits and single dashes; numbers alone and addresses are left out. */
void crash_word(char *word, size_t room, const char *text, size_t size);
/* The cause of a panic with this message: `panic WORD`, or the detector that panics with these words. */
void crash_panic_cause(struct kmend_crash *crash, const char *message, size_t size);
void crash_cause(struct kmend_crash *crash, const char *cause, int has_place);

#endif
