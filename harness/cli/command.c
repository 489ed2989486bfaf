/* From a command line to a command, see command.h. */
#include "harness/cli/command.h"

#include <stdlib.h>
#include <string.h>

#include "harness/base/safe.h"

static const struct option no_options[] = { OPTION_END };

/* How many words a command takes, out of their names: "A [B]" 1 to 2, "A B..." 2 to any. */
static void count_words(const char *names, int *least, int *most)
{
	*least = *most = 0;
	while (*names) {
		size_t size = strcspn(names, " ");

		if (*names != '[')
			++*least;
		if (*most >= 0)
			++*most;
		if (size > 3 && strncmp(names + size - 3, "...", 3) == 0)
			*most = -1;
		names += size + strspn(names + size, " ");
	}
}

static int check_words(const struct command *command, const char *const *words)
{
	int least, most, count = 0;

	count_words(command->words, &least, &most);
	while (words[count])
		count++;
	if (most >= 0 && count > most)
		return kmend_error_as(KMEND_ERROR_USAGE, "one word too many: '%.80s'", words[most]);
	if (count < least)
		return kmend_error_as(
			KMEND_ERROR_USAGE, "it needs %s; `kmend %s --help` says more", command->words, command->name);
	return 0;
}

/* Everything before `--`; what is passed on untouched has a help of its own unless it is the only word. */
static int wants_help(const struct command *command, int argc, char **argv)
{
	if (command->pass)
		return argc == 2 && strcmp(argv[1], "--help") == 0;
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return 1;
	return 0;
}

int command_run(const struct command *command, int argc, char **argv)
{
	const char **words;
	void *values;
	int status;

	if (wants_help(command, argc, argv)) {
		command_help(command, stdout);
		return command_end(command, KMEND_EXIT_GOOD);
	}
	if (command->pass)
		return command->pass(argc, argv);
	words = calloc((size_t)argc + 1, sizeof(*words));
	values = calloc(1, command->size ? command->size : 1);
	if (!words || !values)
		kmend_error_memory();
	status = words && values &&
			options_read(argc, argv, command->options ? command->options : no_options, values, words) ==
				0 &&
			check_words(command, words) == 0
		? command->run(words, values)
		: command_fail(command);
	free(words);
	free(values);
	return status;
}

int command_fail(const struct command *command)
{
	kmend_print_line(stderr, "kmend %s: %s", command->name, kmend_error_text());
	return kmend_error_exit();
}

int command_end(const struct command *command, int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	kmend_error_errno("cannot write to standard output");
	return command_fail(command);
}
