#include "harness/machine/logs.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/machine/memfile.h"

int logs_new(struct logs *logs)
{
	*logs = (struct logs)LOGS_INIT;
	logs->console_fd = memfile_new("kmend-console", 0);
	logs->events_fd = memfile_new("kmend-events", 0);
	if (logs->console_fd < 0 || logs->events_fd < 0)
		return -1;
	/* It can be the emulator's stdout, and is emptied while that is open. */
	return fcntl(logs->console_fd, F_SETFL, O_APPEND) < 0 ? kmend_error("cannot prepare a log: %s", strerror(errno))
							      : 0;
}

void logs_release(struct logs *logs)
{
	if (logs->console_fd >= 0)
		close(logs->console_fd);
	if (logs->events_fd >= 0)
		close(logs->events_fd);
	kmend_buf_release(&logs->events);
	kmend_buf_release(&logs->console);
	*logs = (struct logs)LOGS_INIT;
}

int logs_empty(struct logs *logs)
{
	if (ftruncate(logs->events_fd, 0) < 0 || ftruncate(logs->console_fd, 0) < 0)
		return kmend_error("cannot empty a serial log: %s", strerror(errno));
	return 0;
}

int logs_read(struct logs *logs)
{
	size_t events = 0, console = 0;

	logs->events.size = logs->boot_events;
	logs->console.size = logs->boot_console;
	if (memfile_read(&logs->events, logs->events_fd, MACHINE_LOG_MAX, &events) < 0 ||
		memfile_read(&logs->console, logs->console_fd, MACHINE_LOG_MAX, &console) < 0)
		return -1;
	return events > MACHINE_LOG_MAX || console > MACHINE_LOG_MAX;
}

void logs_keep_boot(struct logs *logs)
{
	logs->boot_events = logs->events.size;
	logs->boot_console = logs->console.size;
}

static size_t size_of(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && st.st_size > 0 ? (size_t)st.st_size : 0;
}

int logs_flooded(const struct logs *logs)
{
	return size_of(logs->events_fd) > MACHINE_LOG_MAX || size_of(logs->console_fd) > MACHINE_LOG_MAX;
}

size_t logs_size(const struct logs *logs)
{
	return size_of(logs->events_fd) + size_of(logs->console_fd);
}

size_t logs_console_size(const struct logs *logs)
{
	return size_of(logs->console_fd);
}
