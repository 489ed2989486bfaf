#include "inject/memory/rmw_text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	char name[5];
	enum inject_rmw_kind kind;
	int one; /* it has one operand, and this is the value */
} instructions[] = {
	{ "inc", INJECT_RMW_ADD, 1 },
	{ "dec", INJECT_RMW_ADD, -1 },
	{ "add", INJECT_RMW_ADD, 0 },
	{ "sub", INJECT_RMW_SUB, 0 },
	{ "xadd", INJECT_RMW_ADD, 0 },
	{ "or", INJECT_RMW_OR, 0 },
	{ "and", INJECT_RMW_AND, 0 },
	{ "bts", INJECT_RMW_INDEX, 0 },
	{ "btr", INJECT_RMW_INDEX, 0 },
	{ "btc", INJECT_RMW_INDEX, 0 },
};

static unsigned bytes_of(char suffix)
{
	return suffix == 'b' ? 1 : suffix == 'w' ? 2 : suffix == 'l' ? 4 : suffix == 'q' ? 8 : 0;
}

/* The mnemonic of N bytes at C; 0: none of ours. */
static int read_name(const char *c, size_t n, struct inject_rmw_text *found)
{
	for (size_t i = 0; i < sizeof(instructions) / sizeof(instructions[0]); i++) {
		size_t length = strlen(instructions[i].name);

		if (n != length + 1 || memcmp(c, instructions[i].name, length) != 0 || !bytes_of(c[length]))
			continue;
		found->kind = instructions[i].kind;
		found->constant = instructions[i].one;
		found->bytes = bytes_of(c[length]);
		return 1;
	}
	return 0;
}

static const char *skip(const char *c, const char *end, const char *set)
{
	while (c < end && strchr(set, *c) && *c)
		c++;
	return c;
}

/* "$N" or "${N:X}" at *C: its number; "$$N": -1, and the value in *CONSTANT; -2: something else. */
static int read_operand(const char **c, const char *end, int64_t *constant)
{
	const char *at = skip(*c, end, " \t,");
	char digits[24] = "";
	size_t n = 0;
	int is_constant, is_braced;

	if (at >= end || *at++ != '$')
		return -2;
	is_constant = at < end && *at == '$';
	is_braced = at < end && *at == '{';
	at += is_constant || is_braced;
	while (at < end && n + 1 < sizeof(digits) && (isdigit((unsigned char)*at) || (!n && is_constant && *at == '-')))
		digits[n++] = *at++;
	if (!n || (is_constant && at < end && isalnum((unsigned char)*at)))
		return -2;
	while (is_braced && at < end && *at++ != '}')
		;
	*c = at;
	if (is_constant) {
		*constant = strtoll(digits, NULL, 10);
		return -1;
	}
	return (int)strtol(digits, NULL, 10);
}

/* How often operand NUMBER is named. */
static unsigned times_named(const char *text, size_t n, unsigned number)
{
	unsigned times = 0;

	for (const char *c = text, *end = text + n; c + 1 < end; c++) {
		if (*c != '$')
			continue;
		if (c[1] == '$') {
			c++;
			continue;
		}
		if (isdigit((unsigned char)c[c[1] == '{' ? 2 : 1]))
			times += strtoul(c + (c[1] == '{' ? 2 : 1), NULL, 10) == number;
	}
	return times;
}

static int read_operands(const char *c, const char *end, struct inject_rmw_text *found)
{
	int has_value = !found->constant, operand;

	found->value = -1;
	if (has_value) {
		found->value = read_operand(&c, end, &found->constant);
		if (found->value < -1)
			return 0;
	}
	operand = read_operand(&c, end, &found->constant);
	c = skip(c, end, " \t");
	if (operand < 0 || (c < end && !strchr("\n;#/", *c)))
		return 0; /* a memory operand with something added to it, or of a segment */
	found->memory = (unsigned)operand;
	return 1;
}

/* An addition that a jump leaves out or makes again is not known before it runs. Bits are: kept without being changed, they are put back as they were. */
static int fits(const char *text, size_t n, const struct inject_rmw_text *found, int jumps)
{
	int counts = found->kind == INJECT_RMW_ADD || found->kind == INJECT_RMW_SUB;

	return times_named(text, n, found->memory) == 1 && !(counts && jumps);
}

static int has_jump(const char *text, size_t n)
{
	int starts = 1;

	for (size_t i = 0; i < n; i++) {
		if (starts && (text[i] == 'j' || (n - i > 4 && memcmp(text + i, "loop", 4) == 0)))
			return 1;
		if (strchr("\n;:", text[i]))
			starts = 1;
		else if (text[i] != ' ' && text[i] != '\t')
			starts = 0;
	}
	return 0;
}

int inject_rmw_text(const char *text, size_t n, struct inject_rmw_text *found)
{
	int starts = 1;

	for (const char *c = text, *end = text + n; c < end;) {
		const char *word = c;

		while (c < end && (isalnum((unsigned char)*c) || *c == '_' || *c == '.' || *c == '%' || *c == '$'))
			c++;
		if (starts && c > word && read_name(word, (size_t)(c - word), found))
			return read_operands(c, end, found) && fits(text, n, found, has_jump(text, n));
		/* An instruction begins a line, or follows a prefix. */
		if (c > word)
			starts = c - word == 4 && memcmp(word, "lock", 4) == 0;
		else
			starts |= strchr("\n;:", *c++) != NULL;
	}
	return 0;
}

struct inject_operand inject_rmw_operand(const char *c, size_t n, unsigned number)
{
	struct inject_operand found = { -1, 0 };
	unsigned argument = 0, operand = 0;

	for (size_t i = 0; i < n; operand++) {
		const char *comma = memchr(c + i, ',', n - i);
		size_t length = comma ? (size_t)(comma - c) - i : n - i;
		int indirect = length && memchr(c + i, '*', length) != NULL;
		int takes = length && c[i] != '~' && c[i] != '!' && (c[i] != '=' || indirect);

		if (takes &&
			(operand == number || (isdigit((unsigned char)c[i]) && strtoul(c + i, NULL, 10) == number)))
			return (struct inject_operand){ (int)argument, indirect };
		argument += (unsigned)takes;
		i += length + 1;
	}
	return found;
}
