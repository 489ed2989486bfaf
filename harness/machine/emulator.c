/* The emulator's process and the connection to it. */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/machine/private.h"
#include "harness/machine/process.h"

static void on_greeting(void *context)
{
	boot_greeted(context);
}

static void on_event(void *context, const char *name, json_t *data)
{
	stop_event(context, name, data);
}

static void on_closed(void *context, const char *why)
{
	struct machine *machine = context;
	char what[160];

	snprintf(what, sizeof what, "the emulator is gone (%s)", why);
	if (machine->done)
		end_fail(machine, MACHINE_END_EMULATOR, "emulator-died", what);
	else
		machine->phase = PHASE_DEAD;
}

static const struct qmp_handlers handlers = { on_greeting, on_event, on_closed };

static int open_link(struct machine *machine)
{
	int links[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, links) < 0)
		return kmend_error("cannot make a socket pair: %s", strerror(errno));
	machine->fds.monitor = links[1];
	machine->greeted = 0;
	return qmp_open(&machine->qmp, machine->timer.loop, links[0], &handlers, machine);
}

static int start_process(struct machine *machine, int with_kernel)
{
	const struct machine_fds *fds = &machine->fds;
	int keep[7] = { fds->ram, fds->snapshot, fds->console, fds->events, fds->monitor };
	unsigned nkeep = 5;
	char **args = args_new(&machine->config, &machine->disk, fds, with_kernel);

	if (!args)
		return kmend_error("out of memory");
	if (fds->image >= 0)
		keep[nkeep++] = fds->image;
	if (machine->disk.copy >= 0)
		keep[nkeep++] = machine->disk.copy;
	machine->pid = process_start(args, keep, nkeep, machine->error_fd, machine->config.cpu);
	args_free(args);
	return machine->pid < 0 ? -1 : 0;
}

int emulator_start(struct machine *machine, int with_kernel)
{
	int result = open_link(machine);

	if (result == 0)
		result = start_process(machine, with_kernel);
	if (machine->fds.monitor >= 0)
		close(machine->fds.monitor);
	machine->fds.monitor = -1;
	return result;
}

void emulator_end(struct machine *machine)
{
	qmp_close(machine->qmp);
	machine->qmp = NULL;
	process_end(machine->pid);
	machine->pid = -1;
}
