/* The subcommands of kmend, in the order of the overview. Each is the row `cmd_NAME` in its own cmd_NAME.c. */
#ifndef KMEND_CLI_COMMANDS_H
#define KMEND_CLI_COMMANDS_H

#include "harness/cli/command.h"

#define COMMANDS(X) \
	X(doctor)   \
	X(cc)       \
	X(build)    \
	X(check)    \
	X(sites)    \
	X(plan)     \
	X(run)      \
	X(merge)    \
	X(slurm)    \
	X(bench)    \
	X(report)   \
	X(compare)  \
	X(list)     \
	X(gate)     \
	X(trend)    \
	X(explain)  \
	X(replay)   \
	X(classify)

#define COMMAND_DECLARE(name) extern const struct command cmd_##name;
COMMANDS(COMMAND_DECLARE)
#undef COMMAND_DECLARE

#endif
