/* UnixBench's shell1: one script after the other. See ub_shell.h. */
#include "ub_shell.h"

UB_MAIN
{
	return ub_shells(1, UB_SHELL1_ROUNDS);
}
