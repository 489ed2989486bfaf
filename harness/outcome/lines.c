#include "harness/outcome/lines.h"

#include "harness/outcome/escape.h"
#include "kmend/abi.h"

static int hex_value(const char *digits, uint64_t *value)
{
	*value = 0;
	for (int i = 0; i < KMEND_MARK_DIGITS; i++) {
		char c = digits[i];

		if (c >= '0' && c <= '9')
			*value = *value << 4 | (uint64_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			*value = *value << 4 | (uint64_t)(c - 'a' + 10);
		else
			return 0;
	}
	return 1;
}

size_t kmend_mark_read(struct kmend_mark *mark, const char *bytes, size_t size, uint64_t token)
{
	const size_t whole = 2 + 3 * KMEND_MARK_DIGITS;
	uint64_t own;

	if (size < whole || bytes[0] != KMEND_MARK_BEGIN || bytes[whole - 1] != KMEND_MARK_END ||
		!hex_value(bytes + 1, &own) || own != token || !hex_value(bytes + 1 + KMEND_MARK_DIGITS, &mark->ns) ||
		!hex_value(bytes + 1 + 2 * KMEND_MARK_DIGITS, &mark->number))
		return 0;
	return whole;
}

static void put(struct kmend_console_line *line, unsigned char c)
{
	if (line->size < KMEND_LINE_MAX && (c >= ' ' || c == '\t' || c == '\r'))
		line->text[line->size++] = (char)(c == '\t' ? ' ' : c < 0x20 || c > 0x7e ? '?' : c);
}

int kmend_console_line_next(struct kmend_console_line *line, const char *bytes, size_t size, size_t *at, uint64_t token)
{
	struct kmend_mark mark;
	size_t i = *at, n;

	if (i >= size)
		return 0;
	line->size = line->nmarks = 0;
	line->ended = 0;
	while (i < size && !line->ended) {
		if ((n = kmend_mark_read(&mark, bytes + i, size - i, token))) {
			if (line->nmarks < KMEND_LINE_MARKS)
				line->marks[line->nmarks++] = mark;
		} else if (bytes[i] == KMEND_ESCAPE) {
			n = kmend_escape_size(bytes + i, size - i);
		} else {
			n = 1;
			line->ended = bytes[i] == '\n';
			if (!line->ended && !(bytes[i] == '\r' && (i + 1 == size || bytes[i + 1] == '\n')))
				put(line, (unsigned char)bytes[i]);
		}
		i += n;
	}
	line->text[line->size] = 0;
	*at = i;
	return 1;
}
