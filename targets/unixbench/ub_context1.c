/* UnixBench's context1: two processes hand a number that grows back and forth through two pipes; each checks that it is the next one. */
#include "ub.h"

/* Takes the number N and hands it on. */
static void hand_on(int from, int to, unsigned n)
{
	unsigned got = 0;

	UB_CHECK(read(from, &got, sizeof(got)) == (ssize_t)sizeof(got) && got == n);
	UB_CHECK(write(to, &got, sizeof(got)) == (ssize_t)sizeof(got));
}

UB_MAIN
{
	int there[2], back[2];
	unsigned got = 0;
	pid_t pid;

	UB_CHECK(pipe(there) == 0 && pipe(back) == 0);
	pid = fork();
	UB_CHECK(pid >= 0);
	if (pid == 0) {
		for (unsigned n = 0; n < UB_CONTEXT_LOOPS; n++)
			hand_on(there[0], back[1], n);
		_exit(0);
	}
	for (unsigned n = 0; n < UB_CONTEXT_LOOPS; n++) {
		UB_CHECK(write(there[1], &n, sizeof(n)) == (ssize_t)sizeof(n));
		UB_CHECK(read(back[0], &got, sizeof(got)) == (ssize_t)sizeof(got) && got == n);
	}
	ub_wait(pid);
	return 0;
}
