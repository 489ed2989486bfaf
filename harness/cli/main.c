/*
 * The command table of kmend and nothing else: find the command, answer --help, hand over. Exit status 129 for an
 * unknown command or none at all.
 */
#include <stdio.h>
#include <string.h>

#include "harness/base/safe.h"
#include "harness/cli/commands.h"

struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *summary;
	const char *help;
};

static const struct command commands[] = {
	{ "doctor", cmd_doctor, "check this machine and say how to mend it", cmd_doctor_help },
	{ "cc", cmd_cc, "compiler wrapper that puts fault sites and recovery into objects", cmd_cc_help },
	{ "build", cmd_build, "build the images of a target", cmd_build_help },
	{ "sites", cmd_sites, "list the fault sites of a target", cmd_sites_help },
	{ "run", cmd_run, "run a campaign, or carry on with it", cmd_run_help },
	{ "bench", cmd_bench, "what an experiment costs on this machine", cmd_bench_help },
	{ "report", cmd_report, "tables and charts of a result", cmd_report_help },
	{ "explain", cmd_explain, "one experiment: source line, log, reason", cmd_explain_help },
	{ "replay", cmd_replay, "run one experiment again exactly", cmd_replay_help },
	{ "classify", cmd_classify, "the outcome of one event log", cmd_classify_help },
};

static const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
		if (!strcmp(commands[i].name, name))
			return &commands[i];
	return NULL;
}

static void print_overview(FILE *out)
{
	fputs("usage: kmend COMMAND [ARGUMENTS]\n\n"
	      "Breaks operating-system kernels on purpose and measures how well they recover.\n\ncommands:\n",
		out);
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
		fprintf(out, "  %-10s %s\n", commands[i].name, commands[i].summary);
	fputs("\n`kmend help COMMAND` says more about one of them.\n"
	      "exit status: 0 good, 1 bad, 125 cannot tell (infrastructure), 129 usage\n",
		out);
}

static int unknown_command(const char *name)
{
	fputs("kmend: unknown command '", stderr);
	kmend_print_safe(stderr, name, strlen(name), 0);
	fputs("'; `kmend --help` lists them\n", stderr);
	return CMD_USAGE;
}

static int help(int argc, char **argv)
{
	const struct command *command;

	if (argc < 2) {
		print_overview(stdout);
		return CMD_GOOD;
	}
	command = command_find(argv[1]);
	if (!command)
		return unknown_command(argv[1]);
	fputs(command->help, stdout);
	return CMD_GOOD;
}

/* `kmend cc` passes everything on: --help there is the compiler's, unless it is the only argument. */
static int wants_help(const struct command *command, int argc, char **argv)
{
	if (command->run == cmd_cc)
		return argc == 2 && !strcmp(argv[1], "--help");
	for (int i = 1; i < argc && strcmp(argv[i], "--"); i++)
		if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h"))
			return 1;
	return 0;
}

int main(int argc, char **argv)
{
	const struct command *command;

	if (argc < 2) {
		print_overview(stderr);
		return CMD_USAGE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help"))
		return help(argc - 1, argv + 1);
	command = command_find(argv[1]);
	if (!command)
		return unknown_command(argv[1]);
	if (wants_help(command, argc - 1, argv + 1)) {
		fputs(command->help, stdout);
		return CMD_GOOD;
	}
	return command->run(argc - 1, argv + 1);
}
