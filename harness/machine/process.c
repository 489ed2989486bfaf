/*
 * fork and exec with what libuv's spawn cannot do between the two: PR_SET_PDEATHSIG (so that kill -9 of kmend takes the
 * machines with it), the core, and inherited descriptors under their own numbers.
 */
#include "harness/machine/process.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/base/error.h"

static void child(
	char *const argv[], const int *keep, unsigned nkeep, const int streams[PROCESS_STREAMS], int cpu, pid_t parent)
{
	const struct rlimit no_core = { 0, 0 }; /* a dump of it holds all of the guest */
	sigset_t none;
	int null;

	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent)
		return;
	setsid();
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setrlimit(RLIMIT_CORE, &no_core);
	signal(SIGPIPE, SIG_DFL);
	if (cpu >= 0) {
		cpu_set_t set;

		CPU_ZERO(&set);
		CPU_SET(cpu, &set);
		sched_setaffinity(0, sizeof set, &set); /* a hint: without it the run is slower, not wrong */
	}
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null < 0)
		return;
	for (int i = 0; i < 3; i++)
		if (dup2(streams[i] < 0 ? null : streams[i], i) < 0)
			return;
	if (streams[3] >= 0 && dup2(streams[3], PROCESS_FIXED) < 0)
		return;
	for (unsigned i = 0; i < nkeep; i++)
		if (fcntl(keep[i], F_SETFD, 0) < 0)
			return;
	execvp(argv[0], argv);
}

pid_t process_start(char *const argv[], const int *keep, unsigned nkeep, const int streams[PROCESS_STREAMS], int cpu)
{
	int link[2], why = 0;
	pid_t parent = getpid(), pid;
	ssize_t got;

	for (unsigned i = 0; i < nkeep; i++)
		if (keep[i] == PROCESS_FIXED && streams[3] >= 0)
			return kmend_error("too many open files to start %s", argv[0]);
	if (pipe2(link, O_CLOEXEC) < 0)
		return kmend_error("cannot make a pipe: %s", strerror(errno));
	pid = fork();
	if (pid == 0) {
		child(argv, keep, nkeep, streams, cpu, parent);
		why = errno ? errno : ECHILD;
		if (write(link[1], &why, sizeof why) < 0)
			_exit(126);
		_exit(127);
	}
	close(link[1]);
	if (pid < 0) {
		close(link[0]);
		return kmend_error("cannot start %s: %s", argv[0], strerror(errno));
	}
	do
		got = read(link[0], &why, sizeof why);
	while (got < 0 && errno == EINTR);
	close(link[0]);
	if (got == 0)
		return pid;
	waitpid(pid, NULL, 0);
	if (why == ENOENT)
		return kmend_error(
			"%s is not installed (apt-get install qemu-system-x86); `kmend doctor` says more", argv[0]);
	return kmend_error("cannot start %s: %s", argv[0], strerror(why));
}

void process_end(pid_t pid)
{
	if (pid <= 0)
		return;
	kill(pid, SIGKILL);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
}

/* The second number of a schedstat file: nanoseconds spent runnable, but not running. */
static uint64_t thread_wait_ns(int tasks, const char *thread)
{
	char path[300], text[96];
	unsigned long long wait_ns = 0;
	ssize_t size;
	int fd;

	snprintf(path, sizeof path, "%s/schedstat", thread);
	fd = openat(tasks, path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	size = read(fd, text, sizeof text - 1);
	close(fd);
	text[size > 0 ? size : 0] = 0;
	return sscanf(text, "%*u %llu", &wait_ns) == 1 ? wait_ns : 0;
}

uint64_t process_wait_ns(pid_t pid)
{
	uint64_t most_ns = 0, wait_ns;
	const struct dirent *entry;
	char path[32];
	DIR *tasks;

	snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
	tasks = opendir(path);
	while (tasks && (entry = readdir(tasks)))
		if (entry->d_name[0] != '.') {
			wait_ns = thread_wait_ns(dirfd(tasks), entry->d_name);
			most_ns = wait_ns > most_ns ? wait_ns : most_ns;
		}
	if (tasks)
		closedir(tasks);
	return most_ns;
}
