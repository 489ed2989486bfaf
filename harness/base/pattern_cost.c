#include "harness/base/pattern_cost.h"

#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 64 /* of parentheses; deeper ones count as too much */

static unsigned least(unsigned long long cost)
{
	return cost > PATTERN_COST_MAX ? PATTERN_COST_MAX + 1 : (unsigned)cost;
}

/* Past a bracket expression whose '[' stands at TEXT. */
static const char *after_bracket(const char *text)
{
	text++;
	text += *text == '^';
	text += *text == ']';
	while (*text && *text != ']') {
		char kind = text[1];

		/* [:alpha:], [.x.] and [=x=] hold brackets of their own. */
		if (*text == '[' && kind && strchr(":.=", kind)) {
			const char close[] = { kind, ']', 0 }, *end = strstr(text + 2, close);

			text = end ? end + 2 : text + 1;
		} else {
			text++;
		}
	}
	return *text ? text + 1 : text;
}

/* How often what stands before TEXT is written out; *TEXT moves past all that says so. */
static unsigned repeats(const char **text)
{
	unsigned long long times = 1;

	for (;; (*text)++) {
		char *end;
		unsigned long from, to;

		if (**text == '*' || **text == '?')
			continue;
		if (**text == '+') { /* once, and then any number of times */
			times = least(2 * times);
			continue;
		}
		if (**text != '{')
			return least(times);
		from = strtoul(*text + 1, &end, 10);
		to = from;
		if (*end == ',')
			to = end[1] == '}' ? (end++, from + 1) : strtoul(end + 1, &end, 10);
		*text = end;
		times = least(times * least(from > to ? from : to > 1 ? to : 1));
		if (*end != '}')
			return least(times);
	}
}

unsigned pattern_cost(const char *text)
{
	unsigned whole[DEPTH_MAX] = { 0 }, last;
	int depth = 0;

	while (*text) {
		if (*text == '(') {
			if (++depth == DEPTH_MAX)
				return PATTERN_COST_MAX + 1;
			whole[depth] = 1;
			text++;
			continue;
		}
		last = 1;
		if (*text == ')' && depth)
			last = whole[depth--];
		if (*text == '[')
			text = after_bracket(text);
		else
			text += *text == '\\' && text[1] ? 2 : 1;
		whole[depth] = least(whole[depth] + (unsigned long long)last * repeats(&text));
	}
	while (depth > 0) {
		whole[depth - 1] = least((unsigned long long)whole[depth - 1] + whole[depth]);
		depth--;
	}
	return whole[0];
}
