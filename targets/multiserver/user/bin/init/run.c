/*
 * One test: fork, exec, wait with a time limit, collect the dead. No kinder than a shell script would be: nothing gets a second try,
 * every test has the same time however many have used theirs up, and what a test leaves behind stays.
 */
#include "init.h"
#include "signal.h"
#include "stdio.h"
#include "unistd.h"

/* Children, and orphans that came to us: pid 1 waits for the dead and for nobody else. */
static void collect_dead(void)
{
	for (int i = 0; i < NUSER; i++)
		if (waitpid(-1, NULL, WNOHANG) <= 0)
			return;
}

void clear_processes(void)
{
	if (kill(-1, SIGKILL) < 0)
		return;
	for (int i = 0; i < NUSER; i++)
		if (waitpid_ms(-1, NULL, 0, CLEAR_MS) <= 0)
			return;
}

static void child(const char *name)
{
	char path[48];
	char *argv[] = { path, NULL };

	snprintf(path, sizeof(path), "%s/%s", test_folder(name), name);
	execv(path, argv);
	console_printf("init: cannot execute %s: %s\n", path, strerrorname(errno));
	_exit(126);
}

enum test_status run_test(const char *name)
{
	enum test_status result = TEST_FAIL;
	int status = 0;
	pid_t got, pid = fork();

	if (pid == 0)
		child(name);
	if (pid < 0) {
		console_printf("init: %s: fork: %s\n", name, strerrorname(errno));
		return TEST_FAIL;
	}
	got = waitpid_ms(pid, &status, 0, TEST_MS);
	if (got != pid) {
		console_printf("init: %s: wait: %s\n", name, strerrorname(errno));
		kill(pid, SIGKILL);
	} else if (WIFSIGNALED(status)) {
		console_printf("init: %s: killed by signal %d\n", name, WTERMSIG(status));
	} else if (WEXITSTATUS(status) == 0) {
		result = TEST_PASS;
	} else if (WEXITSTATUS(status) == STATUS_SKIP) {
		result = TEST_SKIP;
	}
	collect_dead();
	return result;
}
