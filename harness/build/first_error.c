/* Looks at each line once. */
#include "harness/build/first_error.h"

#include <string.h>

struct line {
	const char *at;
	size_t length;
};

static const char *find(struct line line, const char *text)
{
	return line.length ? memmem(line.at, line.length, text, strlen(text)) : NULL;
}

static int starts(struct line line, const char *text)
{
	return line.length >= strlen(text) && memcmp(line.at, text, strlen(text)) == 0;
}

/* AT is in the source that a warning quotes, or in a command that make prints. */
static int is_quoted(struct line line, const char *at)
{
	return memchr(line.at, '|', (size_t)(at - line.at)) || memchr(line.at, '"', (size_t)(at - line.at));
}

/* GNU ld: "a.o: in function `f': a.c:7: undefined reference to `g'". */
static int is_unresolved(struct line line)
{
	const char *at = find(line, ": undefined reference to ");

	return at && !is_quoted(line, at);
}

/* "file:1:2: error: ...", "ld.lld-19: error: ...", "error: ...". */
static int is_error(struct line line)
{
	const char *at = find(line, ": error: ");

	if (starts(line, "error: ") || starts(line, "fatal error: "))
		return 1;
	if (!at)
		at = find(line, ": fatal error: ");
	return at && !is_quoted(line, at);
}

/* What assert() and others like it say: "mkfs: mkfs.c:73: main: Assertion `x' failed." */
static int is_assertion(struct line line)
{
	const char *at = find(line, "ssertion");

	return at && find(line, "failed") && !is_quoted(line, at);
}

static int is_disk_full(struct line line)
{
	return find(line, "No space left on device") != NULL;
}

/* The shell, about a program that a signal has killed. */
static int is_shell(struct line line)
{
	return starts(line, "Aborted") || starts(line, "Segmentation fault") || starts(line, "Killed");
}

/* make: a command of a rule has failed ("Error 1", or the name of a signal); the reason stands before. */
static int is_failed_command(struct line line)
{
	return find(line, "*** [") && find(line, "] ");
}

/* make's own: no rule, a Makefile that cannot be read. */
static int is_make(struct line line)
{
	return find(line, "*** ") && !find(line, "*** [") && !find(line, "Waiting for unfinished jobs");
}

static int is_blank(struct line line)
{
	for (size_t i = 0; i < line.length; i++)
		if (line.at[i] != ' ' && line.at[i] != '\t' && line.at[i] != '\r')
			return 0;
	return 1;
}

const char *build_first_error(const char *text, size_t size, size_t *length)
{
	struct line make = { 0 }, failed = { 0 }, last = { text, 0 };

	for (size_t at = 0; at < size;) {
		const char *end = memchr(text + at, '\n', size - at);
		struct line line = { text + at, end ? (size_t)(end - text) - at : size - at };

		at += line.length + 1;
		if (is_error(line) || is_unresolved(line) || is_assertion(line) || is_disk_full(line)) {
			*length = line.length;
			return line.at;
		}
		if (!make.at && is_make(line))
			make = line;
		if (!failed.at && is_failed_command(line))
			failed = last.length ? last : line;
		if (!is_blank(line) && !is_shell(line))
			last = line;
	}
	last = make.at ? make : failed.at ? failed : last;
	*length = last.length;
	return last.at;
}
