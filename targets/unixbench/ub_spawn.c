/* UnixBench's spawn: a child that ends at once, and is waited for. */
#include "ub.h"

UB_MAIN
{
	for (int i = 0; i < UB_SPAWNS; i++) {
		pid_t pid = fork();

		if (pid == 0)
			_exit(0);
		ub_wait(pid);
	}
	return 0;
}
