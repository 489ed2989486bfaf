/* Texts that are kept once each, with a limit on all of them together. */
#ifndef KMEND_REPORT_COMPARE_STRINGS_H
#define KMEND_REPORT_COMPARE_STRINGS_H

#include <stddef.h>

struct kmend_strings {
	char **texts; /* hash table of owned texts; NULL where it is free */
	size_t count, room;
	size_t bytes; /* of all texts */
};

#define KMEND_STRINGS_MAX ((size_t)256 << 20) /* bytes */

/*
 * The copy of `text` (NULL: of ""); equal texts have one copy, which lives until the strings are released. NULL with a message when
 * out of memory or past KMEND_STRINGS_MAX.
 */
const char *kmend_strings_keep(struct kmend_strings *strings, const char *text);
void kmend_strings_release(struct kmend_strings *strings);

#endif
