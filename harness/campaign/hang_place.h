/*
 * Where a kernel hangs, in words: what its processor did when it was looked at, as one text. Its first line is a word of KMEND_HANG_WORDS
 * (harness/store/hang.h), then comes a line for each look, `FUNCTION FILE:LINE`, with what is known of it; an address where
 * nothing is.
 */
#ifndef KMEND_CAMPAIGN_HANG_PLACE_H
#define KMEND_CAMPAIGN_HANG_PLACE_H

#include "harness/campaign/crash.h"
#include "harness/machine/result.h"

#define HANG_TEXT_MAX (MACHINE_SAMPLES * (KMEND_SYMBOL_MAX + KMEND_SOURCE_MAX + 64) + 32)

/* "" when nobody looked. `image`: the one that ran. Programs of components have the same addresses: what runs in user mode is looked up
 * in that of `component`, where the fault was, and the text says `if it is COMPONENT`. */
void hang_tell(char text[HANG_TEXT_MAX], struct crash_image *image, const char *component,
	const struct machine_sample *samples, size_t count);

#endif
