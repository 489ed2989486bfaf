/* Makes hostile text harmless: a guest that prints escape sequences must not move anybody's cursor. */
#include "harness/base/safe.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* What hides or rewrites what a reader sees: directions, joiners, line separators, fillers, tags. */
static const struct {
	unsigned long first, last;
} treacherous[] = {
	{ 0x80, 0x9f },       /* C1 controls: some terminals obey them */
	{ 0xad, 0xad },       /* soft hyphen */
	{ 0x61c, 0x61c },     /* Arabic letter mark */
	{ 0x115f, 0x1160 },   /* Hangul fillers */
	{ 0x180e, 0x180e },   /* Mongolian vowel separator */
	{ 0x200b, 0x200f },   /* zero width, direction marks */
	{ 0x2028, 0x202e },   /* separators, embeddings, overrides */
	{ 0x2060, 0x206f },   /* word joiner, isolates, deprecated format characters */
	{ 0x3164, 0x3164 },   /* Hangul filler */
	{ 0xfeff, 0xfeff },   /* byte order mark */
	{ 0xfff9, 0xfffb },   /* interlinear annotations */
	{ 0xe0000, 0xe0fff }, /* tags */
};

static int is_treacherous(unsigned long code)
{
	for (size_t i = 0; i < sizeof(treacherous) / sizeof(treacherous[0]); i++)
		if (code >= treacherous[i].first && code <= treacherous[i].last)
			return 1;
	return (code & 0xfffe) == 0xfffe; /* not characters */
}

/* Length of a well-formed UTF-8 sequence of more than one byte that is safe to show, or 0. */
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
	if (code < least[n] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) || is_treacherous(code))
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

void kmend_print_line(FILE *out, const char *format, ...)
{
	char *line = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&line, format, args) < 0)
		line = NULL;
	va_end(args);
	if (line)
		kmend_print_safe(out, line, strlen(line), 0);
	putc('\n', out);
	free(line);
}
