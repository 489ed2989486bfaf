#include "harness/config/input.h"

#include <string.h>

/* The byte at *text, which moves past it. -1: there cannot be such a one. */
static int next(const char **text)
{
	static const char names[] = "nrt\\", bytes[] = "\n\r\t\\";
	const char *name;
	int c = (unsigned char)*(*text)++;

	if (c != '\\')
		return c < ' ' || c > '~' ? -1 : c;
	name = **text ? strchr(names, **text) : NULL;
	if (!name)
		return -1;
	(*text)++;
	return bytes[name - names];
}

const char *kmend_input_wrong(const char *text)
{
	size_t size = 0;

	for (; *text; size++)
		if (next(&text) < 0)
			return "must be printable ASCII, with \\n for the end of a line, \\r, \\t and \\\\";
	return size > KMEND_INPUT_MAX ? "must be at most 32 characters" : NULL;
}

size_t kmend_input_bytes(char bytes[KMEND_INPUT_MAX], const char *text)
{
	size_t size = 0;

	while (*text && size < KMEND_INPUT_MAX)
		bytes[size++] = (char)next(&text);
	return size;
}
