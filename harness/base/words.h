/* Lists as people write them on a command line: words with commas between them. */
#ifndef KMEND_BASE_WORDS_H
#define KMEND_BASE_WORDS_H

#include <stddef.h>

/* Is `word` one of the list? A list that is NULL has every word. */
int kmend_words_have(const char *list, const char *word);

/*
 * Asks `is_known` about each word. -1 with one line when one is unknown (KMEND_ERROR_USAGE): "unknown WHAT 'word' (known, known)"; the
 * known words come from `known`, which gives NULL after the last. NULL lists are fine.
 */
int kmend_words_check(
	const char *list, const char *what, const char *(*known)(size_t number, void *context), void *context);

#endif
