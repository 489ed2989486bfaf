#include "harness/base/words.h"

#include <string.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"

#define SHOWN_MAX 80 /* bytes of a wrong word */

static int is_word(const char *word, const char *at, size_t size)
{
	return strlen(word) == size && strncmp(word, at, size) == 0;
}

int kmend_words_have(const char *list, const char *word)
{
	if (!list)
		return 1;
	for (;;) {
		size_t size = strcspn(list, ",");

		if (is_word(word, list, size))
			return 1;
		if (!list[size])
			return 0;
		list += size + 1;
	}
}

static int complain(const char *what, const char *at, size_t size, const char *(*known)(size_t number, void *context),
	void *context)
{
	struct kmend_buf names = KMEND_BUF_INIT;
	const char *name;

	for (size_t i = 0; (name = known(i, context)); i++)
		kmend_buf_printf(&names, "%s%.*s", i ? ", " : "", SHOWN_MAX, name);
	kmend_error_as(KMEND_ERROR_USAGE, "unknown %s '%.*s' (%s)", what, size < SHOWN_MAX ? (int)size : SHOWN_MAX, at,
		names.data ? names.data : "there are none");
	kmend_buf_release(&names);
	return -1;
}

int kmend_words_check(
	const char *list, const char *what, const char *(*known)(size_t number, void *context), void *context)
{
	while (list) {
		size_t size = strcspn(list, ",");
		const char *name;
		int found = 0;

		for (size_t i = 0; !found && (name = known(i, context)); i++)
			found = is_word(name, list, size);
		if (!found)
			return complain(what, list, size, known, context);
		list = list[size] ? list + size + 1 : NULL;
	}
	return 0;
}
