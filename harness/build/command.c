#include "harness/build/command.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/base/error.h"

extern char **environ;

enum { OUTPUT_LIMIT = 8 << 20 };

/* Waits until there is something to read; in the meantime the watcher is told once a second. */
static void await(int fd, const struct kmend_command_watch *watch, size_t lines)
{
	struct pollfd set = { .fd = fd, .events = POLLIN };

	if (!watch)
		return;
	while (poll(&set, 1, 1000) == 0)
		watch->tick(watch->context, lines);
	watch->tick(watch->context, lines);
}

static size_t count_lines(const char *text, size_t size)
{
	size_t lines = 0;

	for (size_t i = 0; i < size; i++)
		lines += text[i] == '\n';
	return lines;
}

int kmend_command_run(const char *command, struct kmend_buf *output, int *status)
{
	return kmend_command_run_watched(command, output, status, NULL);
}

int kmend_command_run_watched(
	const char *command, struct kmend_buf *output, int *status, const struct kmend_command_watch *watch)
{
	size_t lines = 0;
	int pipe_fd[2];
	pid_t pid;
	char *const argv[] = { "sh", "-c", (char *)command, NULL };
	if (pipe2(pipe_fd, O_CLOEXEC) < 0)
		return kmend_error("pipe: %s", strerror(errno));
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, pipe_fd[1], 1);
	posix_spawn_file_actions_adddup2(&actions, pipe_fd[1], 2);
	int err = posix_spawn(&pid, "/bin/sh", &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(pipe_fd[1]);
	if (err != 0) {
		close(pipe_fd[0]);
		return kmend_error("/bin/sh: %s", strerror(err));
	}
	for (;;) {
		char block[16384];

		await(pipe_fd[0], watch, lines);
		ssize_t n = read(pipe_fd[0], block, sizeof(block));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		lines += count_lines(block, (size_t)n);
		if (output->size + (size_t)n <= OUTPUT_LIMIT && kmend_buf_append(output, block, (size_t)n) < 0)
			break;
	}
	close(pipe_fd[0]);
	int raw;
	while (waitpid(pid, &raw, 0) < 0)
		if (errno != EINTR)
			return kmend_error("waitpid: %s", strerror(errno));
	*status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
	return 0;
}
