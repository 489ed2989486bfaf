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

/* A number after one of these says what happened, not to whom: the 14 of "trap 14" is a page fault in every run. */
static int is_code(const char *before, size_t length, const char *part, size_t size)
{
	static const char *const kinds[] = { "trap", "trapno", "exception", "vector", "fault" };

	for (size_t i = 0; size <= 4 && i < sizeof kinds / sizeof kinds[0]; i++)
		if (strlen(kinds[i]) == length && memcmp(kinds[i], before, length) == 0)
			return is_value(part, size);
	return 0;
}

void words_put(char *words, size_t room, const char *text, size_t size)
{
	size_t used = 0, last = 0; /* last: where the word before begins */
	int adjacent = 0;          /* nothing was left out since */

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
		int kept = length &&
			(!is_value(part, length) || (adjacent && is_code(words + last, used - last, part, length)));

		if (kept && used + length + 2 <= room) {
			if (used)
				words[used++] = '-';
			last = used;
			memcpy(words + used, part, length);
			used += length;
		}
		if (length)
			adjacent = kept;
		if (size - taken > 2 && text[taken] == '%' && is_hex(text[taken + 1]) && is_hex(text[taken + 2]))
			taken += 2; /* an encoded byte of a value */
		taken += taken < size;
		text += taken;
		size -= taken;
	}
	words[used] = 0;
}
