/* Finds the command and hands over. Exit status 129 for an unknown command or none at all. */
#include <stdio.h>
#include <string.h>

#include "harness/base/safe.h"
#include "harness/cli/commands.h"
#include "harness/cli/generate.h"

static const struct command *const commands[] = {
#define COMMAND_ROW(name) &cmd_##name,
	COMMANDS(COMMAND_ROW)
#undef COMMAND_ROW
		NULL,
};

static const struct command *command_find(const char *name)
{
	for (size_t i = 0; commands[i]; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

static void print_overview(FILE *out)
{
	fputs("usage: kmend COMMAND [ARGUMENTS]\n\n"
	      "Breaks operating-system kernels on purpose and measures how well they recover.\n\ncommands:\n",
		out);
	for (size_t i = 0; commands[i]; i++)
		fprintf(out, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
	fputs("\n`kmend help COMMAND` says more about one of them, `kmend help --man [COMMAND]` as a manual page;\n"
	      "`kmend help --completion bash|zsh|fish` prints what completes command lines in that shell.\n"
	      "exit status: 0 good, 1 bad, 125 cannot tell (infrastructure), 129 usage\n",
		out);
}

static int unknown_command(const char *name)
{
	kmend_print_line(stderr, "kmend: unknown command '%.80s'; `kmend --help` lists them", name);
	return KMEND_EXIT_USAGE;
}

/* What an installation is made with; NAME can be NULL. */
static int manual(const char *name)
{
	const struct command *command = name ? command_find(name) : NULL;

	if (name && !command)
		return unknown_command(name);
	if (command)
		generate_man(command, stdout);
	else
		generate_man_overview(commands, stdout);
	return KMEND_EXIT_GOOD;
}

static int completion(const char *shell)
{
	if (generate_completion(shell ? shell : "", commands, stdout) == 0)
		return KMEND_EXIT_GOOD;
	kmend_print_line(stderr, "kmend help: %s", kmend_error_text());
	return kmend_error_exit();
}

static int help(int argc, char **argv)
{
	const struct command *command;

	if (argc < 2) {
		print_overview(stdout);
		return KMEND_EXIT_GOOD;
	}
	if (strcmp(argv[1], "--man") == 0)
		return manual(argv[2]);
	if (strcmp(argv[1], "--completion") == 0)
		return completion(argv[2]);
	command = command_find(argv[1]);
	if (!command)
		return unknown_command(argv[1]);
	command_help(command, stdout);
	return KMEND_EXIT_GOOD;
}

int main(int argc, char **argv)
{
	const struct command *command;

	if (argc < 2) {
		print_overview(stderr);
		return KMEND_EXIT_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0)
		return help(argc - 1, argv + 1);
	command = command_find(argv[1]);
	return command ? command_run(command, argc - 1, argv + 1) : unknown_command(argv[1]);
}
