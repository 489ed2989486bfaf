/* kmend cc: the compiler wrapper is a program of its own (it knows LLVM). */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/base/installation.h"
#include "harness/cli/commands.h"

static int pass(int argc, char **argv)
{
	char *path = kmend_installed_program("kmend-cc");

	(void)argc;
	if (path) {
		execv(path, argv);
		kmend_error("%s: %s", path, strerror(errno)); /* a part of kmend is missing: not the caller's mistake */
	}
	free(path);
	return command_fail(&cmd_cc);
}

const struct command cmd_cc = {
	.name = "cc",
	.summary = "compiler wrapper that puts fault sites and recovery into objects",
	.words = "ARGUMENTS",
	.text = "clang that puts fault sites and recovery instrumentation into the objects it makes: CC=\"kmend cc\" "
		"in any "
		"build. The arguments are clang's, all of them. Settings come from the environment:\n\n"
		"  KMEND_SITES      fault types, separated by commas; none: no fault sites\n"
		"  KMEND_RECOVERY   the recovery runtime to instrument for, none by default\n"
		"  KMEND_LOG        how accesses reach the log: checked (default); osiris: always, cloned;\n"
		"                   akeso, to measure with: stores, idle, counted\n"
		"  KMEND_ALLOCATORS functions that allocate: name:size-argument, separated by commas\n"
		"  KMEND_RELEASES   functions that release memory, separated by commas\n"
		"  KMEND_UNIT_ROOT  folder that the names of translation units are relative to\n"
		"  KMEND_CLANG      the clang to use (default clang-19)\n",
	.exits = "clang's",
	.pass = pass,
};
