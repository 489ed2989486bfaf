/* UnixBench's shell8: eight scripts at a time. See ub_shell.h. */
#include "ub_shell.h"

UB_MAIN
{
	return ub_shells(8, UB_SHELL8_ROUNDS);
}
