/* Command lines, see options.h. */
#include "harness/cli/options.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/buf.h"
#include "harness/base/error.h"

#define SHOWN "%.80s" /* of a wrong word */

/* Does `argument` name this option? *value becomes what follows an equals sign, else NULL. */
static int names(const char *argument, const char *name, const char **value)
{
	size_t size = strlen(name);

	*value = NULL;
	if (strncmp(argument, name, size) != 0)
		return 0;
	if (argument[size] == '=' && strncmp(name, "--", 2) == 0)
		*value = argument + size + 1;
	return argument[size] == '\0' || *value;
}

static int read_number(const struct option *option, const char *text, struct option_number *number)
{
	char *end;

	errno = 0;
	number->value = strtoull(text, &end, 10);
	number->given = 1;
	if (errno || end == text || *end || *text < '0' || *text > '9' || number->value < option->low ||
		number->value > option->high)
		return kmend_error_as(KMEND_ERROR_USAGE,
			"%s needs a number from %" PRIu64 " to %" PRIu64 ", not '" SHOWN "'", option->name, option->low,
			option->high, text);
	return 0;
}

static int check_choice(const struct option *option, const char *text)
{
	struct kmend_buf list = KMEND_BUF_INIT;
	const char *choice;
	int result = 0;

	for (size_t i = 0; (choice = option->choices(i)); i++)
		if (strcmp(choice, text) == 0)
			goto out;
	for (size_t i = 0; result == 0 && (choice = option->choices(i)); i++)
		result = kmend_buf_printf(&list, "%s%s", i ? ", " : "", choice);
	result = kmend_error_as(KMEND_ERROR_USAGE, "unknown %s '" SHOWN "' (%s)",
		option->name + strspn(option->name, "-"), text, list.data ? list.data : "");
out:
	kmend_buf_release(&list);
	return result;
}

static int read_text(const struct option *option, const char *text, const char **value)
{
	if (!*text)
		return kmend_error_as(KMEND_ERROR_USAGE, "%s needs a value", option->name);
	*value = text;
	return option->choices ? check_choice(option, text) : 0;
}

/* Reads the option that stands at argv[*i], moving *i over its value. */
static int read_option(const struct option *option, const char *value, int argc, char **argv, int *i, void *values)
{
	void *to = (char *)values + option->at;

	if (option->kind == OPTION_KIND_FLAG) {
		if (value)
			return kmend_error_as(KMEND_ERROR_USAGE, "%s takes no value", option->name);
		*(int *)to = 1;
		return 0;
	}
	if (!value && ++*i == argc)
		return kmend_error_as(KMEND_ERROR_USAGE, "%s needs a value", option->name);
	if (!value)
		value = argv[*i];
	return option->kind == OPTION_KIND_NUMBER ? read_number(option, value, to) : read_text(option, value, to);
}

static void set_presets(const struct option *options, void *values)
{
	for (; options->name; options++)
		if (options->kind == OPTION_KIND_NUMBER)
			((struct option_number *)(void *)((char *)values + options->at))->value = options->preset;
}

int options_read(int argc, char **argv, const struct option *options, void *values, const char **words)
{
	int nwords = 0, only_words = 0;

	set_presets(options, values);
	for (int i = 1; i < argc; i++) {
		const struct option *option = options;
		const char *value = NULL;

		if (!only_words && strcmp(argv[i], "--") == 0) {
			only_words = 1;
			continue;
		}
		if (only_words || argv[i][0] != '-' || argv[i][1] == '\0') {
			words[nwords++] = argv[i];
			continue;
		}
		while (option->name && !names(argv[i], option->name, &value))
			option++;
		if (!option->name)
			return kmend_error_as(KMEND_ERROR_USAGE, "unknown option '" SHOWN "'", argv[i]);
		if (read_option(option, value, argc, argv, &i, values) < 0)
			return -1;
	}
	words[nwords] = NULL;
	return 0;
}

int option_experiment(const char *text, int64_t *id)
{
	char *end;

	errno = 0;
	*id = strtoll(text, &end, 10);
	if (errno || end == text || *end || *id <= 0)
		return kmend_error_as(
			KMEND_ERROR_USAGE, "the ID of an experiment is a positive number, not '" SHOWN "'", text);
	return 0;
}
