#include "harness/machine/emulator.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/machine/memfile.h"
#include "harness/machine/process.h"

#define SAID_MAX 65536u /* bytes of stderr that are looked at */
#define DYING_MS 2000   /* an emulator may take so long from closing its files to its end */

/* What a process does to itself. Everything else came from outside: somebody, or a host without memory. */
static const int own_signals[] = { SIGABRT, SIGSEGV, SIGILL, SIGFPE, SIGTRAP, SIGSYS };

int emulator_new(struct emulator *emulator, uv_loop_t *loop, const struct qmp_handlers *handlers, void *context)
{
	int flags;

	*emulator = (struct emulator)EMULATOR_INIT;
	emulator->loop = loop;
	emulator->handlers = handlers;
	emulator->context = context;
	emulator->error_fd = memfile_new("kmend-error", 0);
	if (emulator->error_fd < 0)
		return -1;
	/* It appends to its stderr like to a log, so that what we read is never overwritten. */
	flags = fcntl(emulator->error_fd, F_GETFL);
	if (flags < 0 || fcntl(emulator->error_fd, F_SETFL, flags | O_APPEND) < 0)
		return kmend_error("cannot prepare a log: %s", strerror(errno));
	return 0;
}

void emulator_release(struct emulator *emulator)
{
	emulator_end(emulator);
	if (emulator->error_fd >= 0)
		close(emulator->error_fd);
	*emulator = (struct emulator)EMULATOR_INIT;
}

static int start_process(struct emulator *emulator, const struct command_line *parts, int monitor_fd, int with_kernel)
{
	int files[COMMAND_LINE_FILES];
	unsigned nfiles = command_line_files(files, parts, monitor_fd);
	char **args = command_line_new(parts, monitor_fd, with_kernel);

	if (!args)
		return kmend_error_memory();
	const int typed = parts->input >= 0; /* on its stdin; the console is its stdout then */
	const int streams[PROCESS_STREAMS] = { parts->input, typed ? parts->console : -1, emulator->error_fd,
		with_kernel ? parts->initrd : -1 };

	emulator->pid = process_start(args, files, nfiles, streams, parts->config->cpu);
	command_line_free(args);
	return emulator->pid < 0 ? -1 : 0;
}

int emulator_start(struct emulator *emulator, const struct command_line *parts, int with_kernel)
{
	int links[2], result;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, links) < 0)
		return kmend_error("cannot make a socket pair: %s", strerror(errno));
	emulator->greeted = 0;
	result = qmp_open(&emulator->qmp, emulator->loop, links[0], emulator->handlers, emulator->context);
	if (result == 0)
		result = start_process(emulator, parts, links[1], with_kernel);
	close(links[1]);
	return result;
}

void emulator_end(struct emulator *emulator)
{
	qmp_close(emulator->qmp);
	emulator->qmp = NULL;
	process_end(emulator->pid);
	emulator->pid = -1;
}

/* A process that is gone closes its files before it can be waited for. 0 when it is still there after a moment. */
static int wait_for_end(pid_t pid, siginfo_t *how)
{
	struct pollfd ended = { .fd = (int)syscall(SYS_pidfd_open, pid, 0), .events = POLLIN };

	if (ended.fd >= 0) {
		poll(&ended, 1, DYING_MS);
		close(ended.fd);
	}
	how->si_pid = 0;
	return waitid(P_PID, (id_t)pid, how, WEXITED | WNOHANG | WNOWAIT) == 0 && how->si_pid == pid;
}

int emulator_died(struct emulator *emulator, char how[EMULATOR_HOW])
{
	siginfo_t info = { 0 };

	snprintf(how, EMULATOR_HOW, "gone");
	if (emulator->pid <= 0 || !wait_for_end(emulator->pid, &info))
		return 0;
	if (info.si_code == CLD_EXITED) {
		snprintf(how, EMULATOR_HOW, "exit %d", info.si_status);
		return info.si_status != 0; /* it ends so when it is asked to: by a signal that it handles */
	}
	snprintf(how, EMULATOR_HOW, "SIG%s", sigabbrev_np(info.si_status) ? sigabbrev_np(info.si_status) : "?");
	for (size_t i = 0; i < sizeof own_signals / sizeof own_signals[0]; i++)
		if (own_signals[i] == info.si_status)
			return 1;
	return 0;
}

int emulator_hush(struct emulator *emulator)
{
	return ftruncate(emulator->error_fd, 0) < 0 ? kmend_error("cannot empty a log: %s", strerror(errno)) : 0;
}

int emulator_chatters(const struct emulator *emulator)
{
	struct stat st;

	return fstat(emulator->error_fd, &st) == 0 && st.st_size > EMULATOR_SAID_MAX;
}

const char *emulator_last_words(const struct emulator *emulator, struct kmend_buf *said)
{
	size_t size = 0, from = 0;

	if (emulator->error_fd < 0 || memfile_read(said, emulator->error_fd, SAID_MAX, &size) < 0)
		return "";
	while (said->size && said->data[said->size - 1] == '\n')
		said->data[--said->size] = 0;
	for (size_t i = 0; i < said->size; i++)
		if (said->data[i] == '\n')
			from = i + 1;
	return said->size ? said->data + from : "";
}
