/*
 * One test: fork, exec, wait with a time limit, then clear away what it left behind. Every call can fail with E_CRASH;
 * what is worth a second try gets exactly one, and no loop here is without a bound.
 */
#include "init.h"
#include "signal.h"
#include "stdio.h"
#include "unistd.h"

/* Each test that hangs makes the next ones get less time: a broken system comes to the end of its suite all the same. */
static unsigned patience_ms = PATIENCE_MS;

static void lose_patience(void)
{
	patience_ms /= 2;
	if (patience_ms < PATIENCE_MIN_MS)
		patience_ms = PATIENCE_MIN_MS;
}

/* Kills everybody else and collects the dead: children, and orphans that came to us. */
static void clear_processes(void)
{
	int failures = 0, killed = kill(-1, SIGKILL) == 0 || (errno != ESRCH && kill(-1, SIGKILL) == 0);

	for (int i = 0; i < 2 * NUSER && failures < 3; i++) {
		pid_t pid = waitpid_ms(-1, NULL, killed ? 0 : WNOHANG, patience_ms);

		if (pid == 0 || (pid < 0 && errno == ECHILD))
			return;
		if (pid < 0)
			failures++;
		if (pid < 0 && errno == ETIMEDOUT)
			lose_patience();
	}
}

static void child(const char *name)
{
	char path[48];
	char *argv[] = { path, NULL };

	snprintf(path, sizeof(path), "/tests/%s", name);
	if (execv(path, argv) < 0 && errno == E_CRASH)
		execv(path, argv);
	console_printf("init: cannot execute %s: %s\n", path, strerrorname(errno));
	_exit(126);
}

enum test_status run_test(const char *name)
{
	enum test_status result = TEST_FAIL;
	int status = 0;
	pid_t got, pid = fork();

	if (pid < 0)
		pid = fork();
	if (pid == 0)
		child(name);
	if (pid < 0) {
		console_printf("init: %s: fork: %s\n", name, strerrorname(errno));
		return TEST_FAIL;
	}
	got = waitpid_ms(pid, &status, 0, patience_ms);
	if (got < 0 && errno != ETIMEDOUT)
		got = waitpid_ms(pid, &status, 0, patience_ms);
	if (got != pid) {
		console_printf("init: %s: wait: %s\n", name, strerrorname(errno));
		if (errno == ETIMEDOUT)
			lose_patience();
		if (kill(pid, SIGKILL) < 0)
			kill(pid, SIGKILL);
	} else if (WIFSIGNALED(status)) {
		console_printf("init: %s: killed by signal %d\n", name, WTERMSIG(status));
	} else if (WEXITSTATUS(status) == 0) {
		result = TEST_PASS;
	} else if (WEXITSTATUS(status) == STATUS_SKIP) {
		result = TEST_SKIP;
	}
	clear_processes();
	return result;
}
