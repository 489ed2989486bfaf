#include "harness/outcome/escape.h"

#define STRING_MAX 1024 /* bytes of a control string; a longer one is text */
#define BELL 0x07

static int is_between(char c, char low, char high)
{
	return c >= low && c <= high;
}

/* `ESC [` parameters, intermediates, one final byte. */
static size_t control_size(const char *bytes, size_t size)
{
	size_t i = 2;

	while (i < size && is_between(bytes[i], ' ', '?'))
		i++;
	return i < size && is_between(bytes[i], '@', '~') ? i + 1 : i;
}

/* `ESC ]` and its like: anything up to BEL or `ESC \`. */
static size_t string_size(const char *bytes, size_t size)
{
	for (size_t i = 2; i < size && i < STRING_MAX && bytes[i] != '\n'; i++) {
		if (bytes[i] == BELL)
			return i + 1;
		if (bytes[i] == KMEND_ESCAPE)
			return i + 1 < size && bytes[i + 1] == '\\' ? i + 2 : i;
	}
	return 2;
}

size_t kmend_escape_size(const char *bytes, size_t size)
{
	size_t i = 1;

	if (size < 2)
		return size;
	switch (bytes[1]) {
	case '[':
		return control_size(bytes, size);
	case ']':
	case 'P':
	case 'X':
	case '^':
	case '_':
		return string_size(bytes, size);
	default:
		/* `ESC ( B` chooses a character set: intermediates, then one final byte. */
		while (i < size && is_between(bytes[i], ' ', '/'))
			i++;
		return i < size && is_between(bytes[i], '0', '~') ? i + 1 : i;
	}
}
