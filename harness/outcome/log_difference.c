#include "harness/outcome/log_difference.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/safe.h"

#define SHOWN 160 /* of a line */

static size_t line_length(const char *bytes, size_t size)
{
	const char *end = size ? memchr(bytes, '\n', size) : NULL;

	return end ? (size_t)(end - bytes) + 1 : size;
}

int kmend_log_same(
	char difference[KMEND_LOG_DIFFERENCE_MAX], const char *a, size_t a_size, const char *b, size_t b_size)
{
	size_t at = 0, number = 1, la, lb;
	char *ta, *tb;

	*difference = 0;
	if (a_size == b_size && (a_size == 0 || memcmp(a, b, a_size) == 0))
		return 1;
	for (;; number++) {
		la = line_length(a + at, a_size - at);
		lb = line_length(b + at, b_size - at);
		if (la != lb || memcmp(a + at, b + at, la) != 0)
			break;
		at += la;
	}
	ta = kmend_safe_string(a + at, la ? la - 1 : 0, SHOWN);
	tb = kmend_safe_string(b + at, lb ? lb - 1 : 0, SHOWN);
	snprintf(difference, KMEND_LOG_DIFFERENCE_MAX, "line %zu: '%s' and '%s'", number, ta ? ta : "", tb ? tb : "");
	free(ta);
	free(tb);
	return 0;
}
