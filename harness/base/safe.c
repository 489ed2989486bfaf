/* Makes hostile text harmless: a guest that prints escape sequences must not move anybody's cursor. */
#include "harness/base/safe.h"

#include <stdlib.h>

/* Length of a well-formed UTF-8 sequence that is safe to show (above the C1 controls), or 0. */
static size_t utf8_length(const unsigned char *p, size_t left)
{
	size_t n = p[0] >= 0xc2 && p[0] <= 0xdf ? 2 : (p[0] & 0xf0) == 0xe0 ? 3 : p[0] >= 0xf0 && p[0] <= 0xf4 ? 4 : 0;
	if (n == 0 || n > left)
		return 0;
	unsigned long code = p[0] & (0xff >> (n + 1));
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		code = code << 6 | (p[i] & 0x3f);
	}
	static const unsigned long least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	if (code < least[n] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) || code < 0xa0)
		return 0;
	/* Bidirectional controls and line separators can rewrite what a reader sees. */
	if ((code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) ||
		(code >= 0x2066 && code <= 0x2069))
		return 0;
	return n;
}

void kmend_print_safe(FILE *out, const char *text, size_t length, int multiline)
{
	const unsigned char *p = (const unsigned char *)text;
	for (size_t i = 0; i < length;) {
		size_t n = utf8_length(p + i, length - i);
		if (n > 0) {
			fwrite(p + i, 1, n, out);
			i += n;
			continue;
		}
		if (p[i] == '\n' && multiline)
			putc('\n', out);
		else if (p[i] == '\t')
			putc(' ', out);
		else if (p[i] >= 0x20 && p[i] < 0x7f)
			putc(p[i], out);
		else if (!(p[i] == '\r' && multiline))
			fprintf(out, "\\x%02X", p[i]);
		i++;
	}
}

char *kmend_safe_string(const char *text, size_t length, size_t limit)
{
	char *result = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&result, &size);
	if (!out)
		return NULL;
	kmend_print_safe(out, text, length < limit ? length : limit, 0);
	if (fclose(out) != 0) {
		free(result);
		return NULL;
	}
	return result;
}
