/* The help is made from the row: it cannot leave out an option. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "harness/cli/command.h"

struct values {
	int flag;
	const char *text;
	struct option_number number;
};

static const char *choices(size_t number)
{
	return number < 2 ? (const char *[]){ "red", "green" }[number] : NULL;
}

static const struct option options[] = {
	OPTION_FLAG("--flag", values, flag,
		"a flag whose description is so long that it cannot stand in one line of a terminal of "
		"usual width"),
	OPTION_CHOICE("--a-very-long-name-of-an-option", values, text, "TEXT", choices, "one of two"),
	OPTION_NUMBER("-n", values, number, "N", 1, 99, 12, "how many"),
	OPTION_END,
};

static const struct command command = { .name = "try",
	.words = "A [B]",
	.text = "Tries things.\n\n  kept as   it is\n",
	.options = options,
	.exits = "0 good",
	.size = sizeof(struct values) };

Test(help, whole)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	command_help(&command, out);
	fclose(out);
	cr_expect_str_eq(text,
		"usage: kmend try A [B] [--flag] [--a-very-long-name-of-an-option TEXT] [-n N]\n"
		"\n"
		"Tries things.\n"
		"\n"
		"  kept as   it is\n"
		"\n"
		"  --flag  a flag whose description is so long that it cannot stand in one line of a terminal of\n"
		"          usual width\n"
		"  --a-very-long-name-of-an-option TEXT\n"
		"          one of two: red, green\n"
		"  -n N    how many (default 12)\n"
		"\n"
		"exit status: 0 good\n",
		"%s", text);
	free(text);
}
