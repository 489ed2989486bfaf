/* pid 1: the one process that is not forked. RS asks for it once the servers stand. */
#include "pm.h"

static const char init_path[] = "/bin/init";
static struct arguments init_arguments = { .argc = 1, .bytes = 5, .block = "init" };
static struct program init_program;

static int start(struct proc *init)
{
	int error = (int)ask(EP_VM, CALL_VM_NEW, init->ep, 0, 0, 0);

	if (error >= 0)
		error = (int)ask(EP_VFS, CALL_VFS_FORK, EP_NONE, init->ep, 0, 0);
	if (error >= 0)
		error = exec_open(init, init_path, &init_program);
	if (error >= 0)
		error = exec_load(init, &init_program, &init_arguments);
	return error;
}

int64_t do_start_init(struct msg *m)
{
	struct proc *init;
	int64_t ep;
	int error;

	if (m->source != EP_RS)
		return -EPERM;
	if (proc_by_pid(PID_INIT))
		return -EEXIST;
	init = proc_alloc();
	if (!init)
		return -EAGAIN;
	ep = kc_proc_create(EP_NONE);
	if (ep < 0)
		return ep;
	init->use = PROC_LIVE;
	init->ep = (endpoint_t)ep;
	init->pid = PID_INIT;
	init->pgid = PID_INIT;
	exec_name(init, init_path);
	endpoint_note(init->ep);
	error = start(init);
	if (error < 0) {
		sv_log("%s does not start: error %d", init_path, -error);
		cleanup(init->ep, OWED_FILES | OWED_MEMORY);
		proc_free(init);
	}
	return error;
}
