#include "harness/store/hang.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *name, *meaning;
} words[KMEND_HANGS] = {
#define KMEND_X(upper, word, meaning) { (word), (meaning) },
	KMEND_HANG_WORDS(KMEND_X)
#undef KMEND_X
};

const char *kmend_hang_name(enum kmend_hang hang)
{
	return words[hang].name;
}

static size_t word_size(const char *text)
{
	return strcspn(text, "\n");
}

const char *kmend_hang_meaning(const char *text)
{
	for (size_t i = 0; i < KMEND_HANGS; i++)
		if (strlen(words[i].name) == word_size(text) && strncmp(text, words[i].name, word_size(text)) == 0)
			return words[i].meaning;
	return NULL;
}

/* The line at *at, which is moved past it. */
static int line_next(struct kmend_hang_look *look, const char *text, size_t *at)
{
	if (!text[*at])
		return 0;
	*look = (struct kmend_hang_look){ text + *at, strcspn(text + *at, "\n"), 1 };
	*at += look->size + (text[*at + look->size] == '\n');
	return 1;
}

int kmend_hang_next(struct kmend_hang_look *look, const char *text, size_t *at)
{
	struct kmend_hang_look next;
	size_t after;

	if (!*at) /* the word */
		*at = word_size(text) + (text[word_size(text)] == '\n');
	if (!line_next(look, text, at))
		return 0;
	for (after = *at; line_next(&next, text, &after) && next.size == look->size &&
		!memcmp(next.place, look->place, look->size);
		*at = after)
		look->count++;
	return 1;
}

void kmend_hang_line(char *line, size_t size, const char *text)
{
	struct kmend_hang_look look;
	size_t at = 0;

	*line = 0;
	if (!*text)
		return;
	if (kmend_hang_next(&look, text, &at))
		snprintf(line, size, "%.*s in %.*s", (int)word_size(text), text, (int)look.size, look.place);
	else
		snprintf(line, size, "%.*s", (int)word_size(text), text);
}
