#include "harness/campaign/tail.h"

#include <stdio.h>

#include "harness/base/safe.h"

#define TAIL_LINES 15
#define TAIL_BYTES 2000u

static void print_end(const char *title, const char *text, size_t size)
{
	size_t from = size;
	int lines = 0;

	if (!size)
		return;
	while (from > 0 && size - from < TAIL_BYTES &&
		!(text[from - 1] == '\n' && from < size && ++lines == TAIL_LINES))
		from--;
	fprintf(stderr, "%s\n", title);
	kmend_print_safe(stderr, text + from, size - from, 1);
	if (text[size - 1] != '\n')
		fputc('\n', stderr);
}

char *tail_line(const char *text, size_t size)
{
	size_t from;

	while (size && (text[size - 1] == '\n' || text[size - 1] == '\r'))
		size--;
	for (from = size; from && text[from - 1] != '\n'; from--)
		;
	return kmend_safe_string(text + from, size - from, 80);
}

void tail_print(const struct machine_result *result)
{
	print_end("last lines of the event log:", result->events, result->events_size);
	print_end("last lines of the console:", result->console, result->console_size);
}
