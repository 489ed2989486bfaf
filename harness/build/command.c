#include "harness/build/command.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/base/error.h"

extern char **environ;

enum { OUTPUT_LIMIT = 8 << 20 };

int kmend_command_run(const char *command, struct kmend_buf *output, int *status)
{
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
		ssize_t n = read(pipe_fd[0], block, sizeof(block));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
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
