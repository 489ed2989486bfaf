/* A text that grows; always ends in a NUL byte that `used` does not count. */
#include "inject/sites/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int make_room(struct inject_text *text, size_t n)
{
	size_t room = text->room ? text->room : 256;
	char *bytes;

	if (text->failed)
		return -1;
	while (room < text->used + n + 1)
		room *= 2;
	if (room != text->room) {
		bytes = realloc(text->bytes, room);
		if (!bytes) {
			text->failed = 1;
			return -1;
		}
		text->bytes = bytes;
		text->room = room;
	}
	return 0;
}

void inject_text_add_bytes(struct inject_text *text, const void *bytes, size_t n)
{
	if (make_room(text, n))
		return;
	memcpy(text->bytes + text->used, bytes, n);
	text->used += n;
	text->bytes[text->used] = 0;
}

void inject_text_add(struct inject_text *text, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n < 0 || make_room(text, (size_t)n))
		return;
	va_start(args, format);
	vsnprintf(text->bytes + text->used, (size_t)n + 1, format, args);
	va_end(args);
	text->used += (size_t)n;
}

void inject_text_release(struct inject_text *text)
{
	free(text->bytes);
	*text = (struct inject_text){ 0 };
}
