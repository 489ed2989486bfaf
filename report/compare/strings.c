/* An open hash table, at most half full, that doubles. */
#include "report/compare/strings.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"

/* FNV-1a. */
static uint64_t hash_of(const char *text)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3;
	return hash;
}

/* Where the text is, or the free place where it belongs. */
static char **place_of(char **texts, size_t room, const char *text)
{
	size_t at = (size_t)hash_of(text) & (room - 1);

	while (texts[at] && strcmp(texts[at], text) != 0)
		at = (at + 1) & (room - 1);
	return &texts[at];
}

static int grow(struct kmend_strings *strings)
{
	size_t room = strings->room ? strings->room * 2 : 256;
	char **texts = calloc(room, sizeof(*texts));

	if (!texts)
		return kmend_error_memory();
	for (size_t i = 0; i < strings->room; i++)
		if (strings->texts[i])
			*place_of(texts, room, strings->texts[i]) = strings->texts[i];
	free(strings->texts);
	strings->texts = texts;
	strings->room = room;
	return 0;
}

const char *kmend_strings_keep(struct kmend_strings *strings, const char *text)
{
	size_t size;
	char **place;

	text = text ? text : "";
	if (2 * (strings->count + 1) > strings->room && grow(strings) < 0)
		return NULL;
	place = place_of(strings->texts, strings->room, text);
	if (*place)
		return *place;
	size = strlen(text) + 1;
	if (size > KMEND_STRINGS_MAX - strings->bytes) {
		kmend_error("a result with more than %zu MiB of texts is not compared", KMEND_STRINGS_MAX >> 20);
		return NULL;
	}
	*place = malloc(size);
	if (!*place) {
		kmend_error_memory();
		return NULL;
	}
	memcpy(*place, text, size);
	strings->count++;
	strings->bytes += size;
	return *place;
}

void kmend_strings_release(struct kmend_strings *strings)
{
	for (size_t i = 0; i < strings->room; i++)
		free(strings->texts[i]);
	free(strings->texts);
	*strings = (struct kmend_strings){ 0 };
}
