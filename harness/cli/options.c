/* Command lines, see options.h. */
#include "harness/cli/options.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"
#include "harness/base/safe.h"

/* Does `argument` name this option? *value becomes what follows an equals sign, else NULL. */
static int names(const char *argument, const char *name, const char **value)
{
	size_t size = strlen(name);

	*value = NULL;
	if (strncmp(argument, name, size))
		return 0;
	if (argument[size] == '=' && !strncmp(name, "--", 2))
		*value = argument + size + 1;
	return argument[size] == 0 || *value;
}

static int read_number(const struct option *option, const char *text)
{
	struct option_number *number = option->to;
	char *end;

	errno = 0;
	number->value = strtoull(text, &end, 10);
	number->given = 1;
	if (errno || end == text || *end || *text < '0' || *text > '9' || number->value < option->low ||
		number->value > option->high)
		return kmend_error("%s needs a number from %" PRIu64 " to %" PRIu64 ", not '%.40s'", option->name,
			option->low, option->high, text);
	return 0;
}

/* Reads option number *i of argv, moving *i over its value. */
static int read_option(const struct option *option, const char *value, int argc, char **argv, int *i)
{
	if (option->kind == OPTION_FLAG) {
		if (value)
			return kmend_error("%s takes no value", option->name);
		*(int *)option->to = 1;
		return 0;
	}
	if (!value && ++*i == argc)
		return kmend_error("%s needs a value", option->name);
	if (!value)
		value = argv[*i];
	if (option->kind == OPTION_NUMBER)
		return read_number(option, value);
	if (!*value)
		return kmend_error("%s needs a value", option->name);
	*(const char **)option->to = value;
	return 0;
}

int options_read(int argc, char **argv, const struct option *options, const char **words, int least, int most)
{
	int nwords = 0, only_words = 0;

	for (int i = 0; i < most; i++)
		words[i] = NULL;
	for (int i = 1; i < argc; i++) {
		const struct option *option = options;
		const char *value = NULL;

		if (!only_words && !strcmp(argv[i], "--")) {
			only_words = 1;
			continue;
		}
		if (only_words || argv[i][0] != '-' || !argv[i][1]) {
			if (nwords == most)
				return kmend_error("one word too many: '%.80s'", argv[i]);
			words[nwords++] = argv[i];
			continue;
		}
		while (option->name && !names(argv[i], option->name, &value))
			option++;
		if (!option->name)
			return kmend_error("unknown option '%.80s'", argv[i]);
		if (read_option(option, value, argc, argv, &i) < 0)
			return -1;
	}
	if (nwords < least)
		return kmend_error("something is missing; `kmend %s --help` shows what it takes", argv[0]);
	return 0;
}

int command_fail(const char *command, int status)
{
	const char *text = kmend_error_text();

	fprintf(stderr, "kmend %s: ", command);
	kmend_print_safe(stderr, text, strlen(text), 0);
	fputc('\n', stderr);
	return status;
}
