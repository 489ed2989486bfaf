/*
 * UnixBench's syscall: five cheap calls in a loop. Its five are close(dup()), getpid, getuid and umask; our system has no user ids and no umask, so
 * on both systems they are close(dup()), getpid, getppid and getpgrp. In a microkernel the first two go to the server of files, the others to that of processes.
 */
#include "ub.h"

UB_MAIN
{
	pid_t self = getpid(), parent = getppid(), group = getpgrp();
	int ends[2], copy;

	UB_CHECK(pipe(ends) == 0);
	for (int i = 0; i < UB_SYSCALL_LOOPS; i++) {
		copy = dup(ends[0]);
		UB_CHECK(copy > ends[1] && close(copy) == 0);
		UB_CHECK(getpid() == self && getppid() == parent && getpgrp() == group);
	}
	return 0;
}
