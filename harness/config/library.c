#include "harness/config/library.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/buf.h"

enum { NAME_MAX_CHARS = 120 };

/* The name that ENTRY begins with: its length; 0: that is not the name of a function of C. */
static size_t name_length(const char *entry)
{
	size_t n = 0;

	while (isalnum((unsigned char)entry[n]) || entry[n] == '_')
		n++;
	return n <= NAME_MAX_CHARS && !isdigit((unsigned char)entry[0]) ? n : 0;
}

static int is_argument(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	return digits >= 1 && digits <= 2 && !text[digits] && atoi(text) <= KMEND_LIBRARY_ARGUMENT;
}

static int names_the_same(const char *a, const char *b)
{
	size_t n = name_length(a);

	return n == name_length(b) && strncmp(a, b, n) == 0;
}

static int is_among(const char *entry, char *const *entries, uint64_t count)
{
	for (uint64_t i = 0; i < count; i++)
		if (names_the_same(entry, entries[i]))
			return 1;
	return 0;
}

const char *kmend_library_wrong(char *const *entries, uint64_t count, int allocators, char *const *others,
	uint64_t others_count, char *why, unsigned size)
{
	if (count > KMEND_LIBRARY_MAX) {
		snprintf(why, size, "at most %d", KMEND_LIBRARY_MAX);
		return why;
	}
	for (uint64_t i = 0; i < count; i++) {
		size_t n = name_length(entries[i]);
		const char *rest = entries[i] + n, *problem = NULL;

		if (!n || (allocators ? *rest != ':' || !is_argument(rest + 1) : *rest != 0))
			problem = allocators ? "is not name:size-argument, the argument counted from 0 up to 15"
					     : "is not the name of a function";
		else if (is_among(entries[i], entries, i))
			problem = "is there twice";
		else if (is_among(entries[i], others, others_count))
			problem = "allocates and releases";
		if (problem) {
			snprintf(why, size, "'%.40s' %s", entries[i], problem);
			return why;
		}
	}
	return NULL;
}

char *kmend_library_join(char *const *entries, uint64_t count)
{
	struct kmend_buf text = KMEND_BUF_INIT;
	int result = kmend_buf_append(&text, "", 0);

	for (uint64_t i = 0; i < count && result == 0; i++)
		result = kmend_buf_printf(&text, "%s%s", i ? "," : "", entries[i]);
	if (result)
		kmend_buf_release(&text);
	return text.data;
}
