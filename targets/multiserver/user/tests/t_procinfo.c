/* The list of processes: this one, its parent, a sleeping child, a zombie. */
#include "test.h"
#include "trap.h"

/* The record of a process: 0, or -1 when it is not in the list. */
static int find(pid_t pid, struct pm_procinfo *out)
{
	for (unsigned i = 0; i < NUSER; i++) {
		if (procinfo(i, out) < 0) {
			CHECK(errno == ENOENT);
			return -1;
		}
		if (out->pid == pid)
			return 0;
	}
	return -1;
}

int main(void)
{
	struct msg m = { .type = CALL_PM_PROCINFO };
	struct pm_procinfo info;
	pid_t child = fork();

	CHECK(child >= 0);
	if (child == 0)
		for (;;)
			sleep_ms(1000);
	CHECK(find(getpid(), &info) == 0);
	CHECK(info.ppid == getppid() && info.pgid == getpgrp() && !strcmp(info.name, "t_procinfo"));
	CHECK(find(1, &info) == 0 && info.ppid == 0 && !strcmp(info.name, "init") && info.state == 1);
	CHECK(sleep_ms(2) == 0);
	CHECK(find(child, &info) == 0 && info.state == 3 && info.ppid == getpid());
	CHECK(kill(child, SIGKILL) == 0);
	CHECK(find(child, &info) == 0 && info.state == 2);
	CHECK(test_wait(child) == SIGKILL);
	CHECK(find(child, &info) < 0);
	CHECK_ERROR(procinfo(NUSER, &info), ENOENT);
	CHECK(call_msg(EP_PM, &m) == -EINVAL); /* no room for the answer */
	return 0;
}
