/* kmend cc: the compiler wrapper is a program of its own (it links LLVM), beside this one. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/cli/commands.h"
#include "harness/cli/options.h"

const char cmd_cc_help[] =
	"usage: kmend cc ARGUMENTS\n\n"
	"clang that puts fault sites and recovery instrumentation into the objects it makes: CC=\"kmend cc\" in any "
	"build.\n"
	"The arguments are clang's. Settings come from the environment:\n\n"
	"  KMEND_SITES      fault models, separated by commas (default fail-stop); none: no fault sites\n"
	"  KMEND_RECOVERY   osiris or none (default): recovery instrumentation\n"
	"  KMEND_UNIT_ROOT  folder that the names of translation units are relative to\n"
	"  KMEND_CLANG      the clang to use (default clang-19)\n\n"
	"exit status: clang's\n";

int cmd_cc(int argc, char **argv)
{
	char *dir = kmend_program_dir();
	char *path = dir ? kmend_format("%s/kmend-cc", dir) : NULL;

	(void)argc;
	if (path) {
		execv(path, argv);
		kmend_error("%s: %s", path, strerror(errno));
	}
	return command_fail("cc", CMD_INFRA);
}
