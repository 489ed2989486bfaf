/* Processes that wait in a call are killed: in a pipe at either end, asleep, waiting for a child, for a signal. */
#include "test.h"

static char buffer[PIPE_BYTES];
static int fds[2], full[2];

static void in_read(void)
{
	read(fds[0], buffer, 1);
}

static void in_write(void)
{
	write(full[1], buffer, 10);
}

static void in_sleep(void)
{
	sleep_ms(5000);
}

static void in_wait(void)
{
	pid_t pid = fork();

	if (pid == 0)
		sleep_ms(5000);
	waitpid_ms(pid, NULL, 0, 5000);
}

static void in_suspend(void)
{
	sigsuspend(0);
}

int main(void)
{
	static void (*const calls[])(void) = { in_read, in_write, in_sleep, in_wait, in_suspend };
	pid_t pids[5];
	char c;

	CHECK(pipe(fds) == 0 && pipe(full) == 0);
	CHECK(write(full[1], buffer, PIPE_BYTES) == PIPE_BYTES);
	for (int i = 0; i < 5; i++) {
		pids[i] = fork();
		CHECK(pids[i] >= 0);
		if (pids[i] == 0) {
			calls[i]();
			_exit(0);
		}
	}
	CHECK(sleep_ms(2) == 0);
	for (int i = 0; i < 5; i++)
		CHECK(kill(pids[i], SIGKILL) == 0 && test_wait(pids[i]) == SIGKILL);
	/* The pipes are as they were. */
	CHECK(write(fds[1], "a", 1) == 1 && read(fds[0], &c, 1) == 1 && c == 'a');
	CHECK(read(full[0], buffer, PIPE_BYTES) == PIPE_BYTES);
	CHECK(fcntl(full[0], F_SETFL, O_NONBLOCK) == 0);
	CHECK_ERROR(read(full[0], buffer, 1), EAGAIN); /* nothing of the killed writer */
	return 0;
}
