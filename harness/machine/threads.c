/* sched_setscheduler() for each thread that /proc lists. */
#include "harness/machine/threads.h"

#include <dirent.h>
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness/base/error.h"

int threads_core(void)
{
	return sched_getcpu();
}

/* A thread that has ended meanwhile is no failure. */
static int prefer(pid_t thread)
{
	const struct sched_param param = { .sched_priority = 1 };

	return sched_setscheduler(thread, SCHED_FIFO, &param) < 0 && errno != ESRCH ? -1 : 0;
}

/* The real-time class for all threads but the guest's. */
static int prefer_all(pid_t emulator, pid_t guest)
{
	char path[32];
	const struct dirent *entry;
	int result = 0;
	DIR *tasks;

	snprintf(path, sizeof path, "/proc/%d/task", (int)emulator);
	tasks = opendir(path);
	if (!tasks)
		return -1;
	while (result == 0 && (entry = readdir(tasks))) {
		pid_t thread = (pid_t)atol(entry->d_name);

		if (thread > 0 && thread != guest)
			result = prefer(thread);
	}
	closedir(tasks);
	return result;
}

int threads_rank(pid_t emulator, pid_t guest)
{
	const struct sched_param param = { 0 };

	if (prefer_all(emulator, guest) == 0 || sched_setscheduler(guest, SCHED_IDLE, &param) == 0)
		return 0;
	return kmend_error("cannot rank the emulator's threads: %s", strerror(errno));
}

int threads_are_strict(void)
{
	const struct sched_param real_time = { .sched_priority = 1 }, usual = { 0 };

	return sched_setscheduler(0, SCHED_FIFO, &real_time) == 0 && sched_setscheduler(0, SCHED_OTHER, &usual) == 0;
}
