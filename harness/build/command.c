#include "harness/build/command.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/build/warden.h"

enum { OUTPUT_LIMIT = 8 << 20 };

static size_t count_lines(const char *text, size_t size)
{
	size_t lines = 0;

	for (size_t i = 0; i < size; i++)
		lines += text[i] == '\n';
	return lines;
}

/* Reads once; 0 at the end, -1 when there is nothing now. What does not fit is dropped. */
static int take(int fd, struct kmend_buf *output, size_t *lines)
{
	char block[16384];
	ssize_t n = read(fd, block, sizeof(block));

	if (n <= 0)
		return n == 0 || (errno != EINTR && errno != EAGAIN) ? 0 : -1;
	*lines += count_lines(block, (size_t)n);
	if (output->size + (size_t)n <= OUTPUT_LIMIT)
		kmend_buf_append(output, block, (size_t)n);
	return 1;
}

/* Until the command is over: that is when the warden is gone, whoever still holds the pipe. */
static void follow(int pipe, int warden, struct kmend_buf *output, const struct kmend_command_watch *watch)
{
	struct pollfd set[] = { { .fd = pipe, .events = POLLIN }, { .fd = warden, .events = POLLIN } };
	size_t lines = 0;

	while (!set[1].revents) {
		int ready = poll(set, 2, 1000);

		if (ready < 0 && errno != EINTR)
			break;
		if (ready > 0 && set[0].revents && take(pipe, output, &lines) == 0)
			set[0].fd = -1;
		if (watch)
			watch->tick(watch->context, lines);
		if (ready <= 0)
			set[0].revents = set[1].revents = 0;
	}
	while (set[0].fd >= 0 && take(pipe, output, &lines) > 0)
		;
}

int kmend_command_run(const char *command, struct kmend_buf *output, int *status)
{
	return kmend_command_run_watched(command, output, status, NULL);
}

int kmend_command_run_watched(
	const char *command, struct kmend_buf *output, int *status, const struct kmend_command_watch *watch)
{
	int pipe[2], alive[2], raw; /* nobody writes to `alive`: it ends with the warden */
	struct warden warden = { .command = command, .parent = getpid() };
	sigset_t all;
	pid_t pid;

	if (pipe2(pipe, O_CLOEXEC) < 0)
		return kmend_error_errno("pipe");
	if (pipe2(alive, O_CLOEXEC) < 0) {
		close(pipe[0]);
		close(pipe[1]);
		return kmend_error_errno("pipe");
	}
	warden.output = pipe[1];
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &warden.mask);
	pid = fork();
	if (pid == 0) {
		close(pipe[0]);
		close(alive[0]);
		warden_run(&warden);
	}
	sigprocmask(SIG_SETMASK, &warden.mask, NULL);
	close(pipe[1]);
	close(alive[1]);
	if (pid > 0) {
		fcntl(pipe[0], F_SETFL, O_NONBLOCK);
		follow(pipe[0], alive[0], output, watch);
	} else {
		kmend_error_errno("/bin/sh");
	}
	close(pipe[0]);
	close(alive[0]);
	if (pid < 0)
		return -1;
	while (waitpid(pid, &raw, 0) < 0)
		if (errno != EINTR)
			return kmend_error_errno("waitpid");
	*status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
	return 0;
}
