/*
 * fork: a slot in the table, then a stopped copy of the registers in the kernel, of the memory in VM, of the descriptors
 * in VFS. If one of them cannot, those before it are told to forget. The child runs only when all of it stands.
 */
#include "pm.h"

static void inherit(struct proc *child, const struct proc *parent)
{
	child->parent = (int16_t)proc_slot(parent);
	child->pgid = parent->pgid;
	child->nice = parent->nice;
	child->mask = parent->mask;
	strlcpy(child->name, parent->name, sizeof(child->name));
	for (int signal = 1; signal < NSIG; signal++)
		child->action[signal] = parent->action[signal];
}

/* The child is gone again when one of them cannot. */
static int copy_process(endpoint_t parent, endpoint_t child)
{
	int64_t error = ask(EP_VM, CALL_VM_FORK, parent, child, 0, 0);

	if (error < 0) {
		cleanup(child, 0);
		return (int)error;
	}
	error = ask(EP_VFS, CALL_VFS_FORK, parent, child, 0, 0);
	if (error < 0)
		cleanup(child, OWED_MEMORY);
	return (int)error;
}

int64_t do_fork(struct proc *self, struct msg *m)
{
	struct proc *child = proc_alloc();
	int64_t ep;
	int error;

	(void)m;
	if (!child)
		return -EAGAIN;
	inherit(child, self);
	child->pid = pid_alloc();
	ep = kc_proc_create(self->ep);
	if (ep < 0) {
		proc_free(child);
		return ep == -ENOMEM ? -ENOMEM : -EAGAIN;
	}
	child->use = PROC_LIVE;
	child->ep = (endpoint_t)ep;
	endpoint_note(child->ep);
	error = copy_process(self->ep, child->ep);
	if (error < 0) {
		proc_free(child);
		return error;
	}
	if (child->nice > 0)
		kc_proc_nice(child->ep, child->nice);
	kc_proc_run(child->ep, 0);
	return child->pid;
}
