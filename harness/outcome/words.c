#include "harness/outcome/words.h"

#include <string.h>

#define WORD_MAX 80

static int is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static int is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Is this part of a word a number, or long enough in hexadecimal to be an address? */
static int is_value(const char *part, size_t size)
{
	size_t hex = 0, digits = 0;

	for (size_t i = 0; i < size; i++) {
		digits += is_digit(part[i]);
		hex += is_digit(part[i]) || (part[i] >= 'a' && part[i] <= 'f');
	}
	if (size > 2 && part[0] == '0' && part[1] == 'x' && hex == size - 1)
		return 1;
	return size && (digits == size || (hex == size && size >= 8));
}

void words_put(char *words, size_t room, const char *text, size_t size)
{
	size_t used = 0;

	while (size) {
		char part[WORD_MAX];
		size_t length = 0, taken = 0;

		for (; taken < size; taken++) {
			char c = text[taken] >= 'A' && text[taken] <= 'Z' ? (char)(text[taken] + ('a' - 'A'))
									  : text[taken];

			if (!(c >= 'a' && c <= 'z') && !is_digit(c))
				break;
			if (length < sizeof part)
				part[length++] = c;
		}
		if (length && !is_value(part, length) && used + length + 2 <= room) {
			if (used)
				words[used++] = '-';
			memcpy(words + used, part, length);
			used += length;
		}
		if (size - taken > 2 && text[taken] == '%' && is_hex(text[taken + 1]) && is_hex(text[taken + 2]))
			taken += 2; /* an encoded byte of a value */
		taken += taken < size;
		text += taken;
		size -= taken;
	}
	words[used] = 0;
}
