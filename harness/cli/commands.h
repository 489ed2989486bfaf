/*
 * The subcommands of kmend. Each lives in its own cmd_NAME.c and is listed once, in the table of main.c. A command gets
 * its own name as argv[0], writes data to stdout and chatter to stderr, and returns the exit status of the process:
 * CMD_GOOD, CMD_BAD, CMD_INFRA or CMD_USAGE. `--help` is answered by main.c with the command's text: no command needs
 * to handle it.
 */
#ifndef KMEND_CLI_COMMANDS_H
#define KMEND_CLI_COMMANDS_H

enum {
	CMD_GOOD = 0,
	CMD_BAD = 1,     /* a regression, a difference: the answer is no */
	CMD_INFRA = 125, /* cannot tell: infrastructure failed or the data do not decide */
	CMD_USAGE = 129, /* wrong use of the command line, wrong input file */
};

int cmd_bench(int argc, char **argv);
int cmd_build(int argc, char **argv);
int cmd_cc(int argc, char **argv);
int cmd_classify(int argc, char **argv);
int cmd_doctor(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_replay(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_run(int argc, char **argv);
int cmd_sites(int argc, char **argv);

/* The detailed help text of each command, printed by `kmend help NAME` and `kmend NAME --help`. */
extern const char cmd_bench_help[], cmd_build_help[], cmd_cc_help[], cmd_classify_help[], cmd_doctor_help[];
extern const char cmd_explain_help[], cmd_replay_help[], cmd_report_help[], cmd_run_help[], cmd_sites_help[];

#endif
