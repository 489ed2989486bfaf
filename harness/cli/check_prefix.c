#include "harness/cli/check_prefix.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "harness/base/pattern.h"
#include "harness/outcome/stamp.h"

#define LINES_NEEDED 4 /* fewer say nothing about the others */
#define SHORTEST 2     /* of what lines have in common */

/* The character that a line must begin with; 0: many can. */
static char first_of(const char *pattern)
{
	if (*pattern++ != '^')
		return 0;
	if (*pattern == '\\' && pattern[1] && !isalnum((unsigned char)pattern[1]))
		pattern++;
	else if (!isalnum((unsigned char)*pattern) && *pattern != ' ' && *pattern != '<' && *pattern != '-')
		return 0;
	return *pattern && !strchr("*?{|", pattern[1]) && !strchr(pattern, '|') ? *pattern : 0;
}

static size_t stamp_size(const char *line)
{
	struct kmend_stamp stamp;
	const char *text = kmend_stamp_skip(line, &stamp);

	return stamp.timed ? (size_t)(text - line) : 0;
}

int check_prefix_hides(char prefix[CHECK_PREFIX_MAX], const struct check *check, enum kmend_pattern_kind kind)
{
	const char *pattern = check->target->console->of[kind].text, *common = NULL;
	const char first = pattern ? first_of(pattern) : 0;
	size_t lines = 0, stamps = 0, same = 0, stamp = 0;

	for (size_t i = 0; first && i < check->nlines; i++) {
		const char *line = check->lines[i].text;
		size_t size = stamp_size(line), shared = 0;

		if (!*line)
			continue;
		if (*line == first)
			return 0;
		stamps += size != 0;
		if (size && !stamp)
			stamp = (size_t)snprintf(prefix, CHECK_PREFIX_MAX, "%.*s", (int)size, line);
		if (!lines++) {
			common = line;
			same = strlen(line);
		}
		while (shared < same && common[shared] == line[shared])
			shared++;
		same = shared;
	}
	if (lines < LINES_NEEDED || !first || (stamps * 2 <= lines && same < SHORTEST))
		return 0;
	if (stamps * 2 <= lines)
		snprintf(prefix, CHECK_PREFIX_MAX, "%.*s", (int)same, common);
	return 1;
}
