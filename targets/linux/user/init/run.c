/*
 * One test: a process group of its own with a time limit.
 *
 * What a test prints goes to a file; its end is shown on the console only when the test fails, since every byte there
 * costs time. Time-outs are paid from one patience budget, and after a dozen of them the rest of the suite is given up
 * (tests that did not report count as failed): a fault that makes every test hang still leaves a suite that ends.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "init.h"

enum {
	EXIT_SKIPPED = 4 /* the kernel's own tests and stress-ng both say so */,
	EXIT_NO_PROGRAM = 127,
	OUTPUT_SHOWN = 1024
};

static const char output_path[] = "/run/output";
static int patience_ms = PATIENCE_MS;
static int hung;

long long time_ns(void)
{
	struct timespec now = { 0 };
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

/* In the child: never returns. */
static void become(const struct test *test)
{
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setsid();
	int in = open("/dev/null", O_RDONLY);
	int out = open(output_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (in >= 0)
		dup2(in, STDIN_FILENO);
	if (out >= 0) {
		dup2(out, STDOUT_FILENO);
		dup2(out, STDERR_FILENO);
	}
	if (in > STDERR_FILENO)
		close(in);
	if (out > STDERR_FILENO)
		close(out);
	if (chdir(test->folder) == 0)
		execv(test->argv[0], (char *const *)test->argv);
	dprintf(STDERR_FILENO, "%s: %s\n", test->argv[0], strerror(errno));
	_exit(EXIT_NO_PROGRAM);
}

/* Waits for the next SIGCHLD, at most until the deadline. Returns false when the time is over. */
static bool child_wait(long long deadline_ns)
{
	long long left = deadline_ns - time_ns();
	if (left <= 0)
		return false;
	struct timespec limit = { left / 1000000000, left % 1000000000 };
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigtimedwait(&set, NULL, &limit);
	return true;
}

/* Reaps until `wanted` is among the dead (true), nobody is left, or the deadline passes. */
static bool reap(pid_t wanted, int *status, long long deadline_ns)
{
	do {
		pid_t pid;
		int code;
		while ((pid = waitpid(-1, &code, WNOHANG)) > 0) {
			if (pid == wanted) {
				*status = code;
				return true;
			}
		}
		if (pid < 0)
			return false;
	} while (child_wait(deadline_ns));
	return false;
}

static void show_output(const struct test *test)
{
	char text[OUTPUT_SHOWN];
	int fd = open(output_path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	off_t size = lseek(fd, 0, SEEK_END);
	ssize_t length = pread(fd, text, sizeof(text), size > OUTPUT_SHOWN ? size - OUTPUT_SHOWN : 0);
	close(fd);
	if (length > 0)
		dprintf(STDERR_FILENO, "--- %s printed:\n%.*s%s---\n", test->name, (int)length, text,
			text[length - 1] == '\n' ? "" : "\n");
}

bool run_is_hopeless(void)
{
	return hung >= HUNG_MAX;
}

/* The first time that somebody who was killed is still there: what it waits for, on the console, before anything else waits for it. */
static void tell_left(void)
{
	static bool told;
	int ignored;

	if (told || waitpid(-1, &ignored, WNOHANG) != 0)
		return;
	told = true;
	event_send("left");
}

static int limit_of(const struct test *test)
{
	if (strncmp(test->name, BENCH_PREFIX, strlen(BENCH_PREFIX)) == 0)
		return BENCH_LIMIT_MS;
	return patience_ms > 0 ? TEST_LIMIT_MS : TEST_LIMIT_SHORT_MS;
}

enum status run_test(const struct test *test)
{
	pid_t pid = fork();
	if (pid < 0) {
		dprintf(STDERR_FILENO, "init: fork: %s\n", strerror(errno));
		return STATUS_FAIL;
	}
	if (pid == 0)
		become(test);
	int limit_ms = limit_of(test);
	int code = 0;
	bool ended = reap(pid, &code, time_ns() + limit_ms * 1000000LL);
	if (!ended) {
		patience_ms -= limit_ms;
		hung++;
		dprintf(STDERR_FILENO, "init: %s: no end within %d ms\n", test->name, limit_ms);
	}
	/* Pid 1 reaches everybody else with -1: also those that left the group. */
	kill(-1, SIGKILL);
	int ignored;
	reap(0, &ignored, time_ns() + REAP_LIMIT_MS * 1000000LL);
	tell_left();
	if (ended && WIFEXITED(code) && WEXITSTATUS(code) == 0)
		return STATUS_PASS;
	if (ended && WIFEXITED(code) && WEXITSTATUS(code) == EXIT_SKIPPED)
		return STATUS_SKIP;
	if (ended)
		dprintf(STDERR_FILENO, "init: %s: %s %d\n", test->name, WIFEXITED(code) ? "exit code" : "signal",
			WIFEXITED(code) ? WEXITSTATUS(code) : WTERMSIG(code));
	show_output(test);
	return STATUS_FAIL;
}
