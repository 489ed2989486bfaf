/* pid 1: the one process that is not forked. RS asks for it once the servers stand. */
#include "pm.h"

static const char init_path[] = "/bin/init";
static struct arguments init_arguments = { .argc = 1, .bytes = 5, .block = "init" };
static struct program init_program;

static int make_empty(endpoint_t ep)
{
	int64_t error = ask(EP_VM, CALL_VM_NEW, ep, 0, 0, 0);

	if (error < 0)
		return (int)error;
	error = ask(EP_VFS, CALL_VFS_FORK, EP_NONE, ep, 0, 0);
	if (error < 0)
		cleanup_memory(ep);
	return (int)error;
}

static int start(struct proc *init)
{
	int error = make_empty(init->ep);

	if (error < 0)
		return error;
	error = exec_open(init, init_path, &init_program);
	if (error >= 0)
		error = exec_load(init, &init_program, &init_arguments);
	if (error < 0) {
		cleanup_files(init->ep);
		cleanup_memory(init->ep);
	}
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
		kc_proc_exit(init->ep);
		proc_free(init);
	}
	return error;
}
