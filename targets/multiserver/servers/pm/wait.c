/* waitpid: the parent's side of a death. */
#include "pm.h"

/* Does waitpid's first argument mean this child? */
int wait_wants(const struct proc *parent, const struct proc *child, int32_t pid)
{
	if (child->use == PROC_FREE || proc_parent(child) != parent)
		return 0;
	if (pid == -1)
		return 1;
	if (pid == 0)
		return child->pgid == parent->pgid;
	if (pid < 0)
		return child->pgid == -pid;
	return child->pid == pid;
}

/* Takes a zombie out of the table: what is left of it goes to its parent. */
static void reap(struct proc *parent, struct proc *child)
{
	parent->children_cpu_ms += child->cpu_ms + child->children_cpu_ms;
	proc_free(child);
}

static void wake_with_child(struct proc *parent, struct proc *child)
{
	struct msg reply = { .a = { (uint64_t)child->pid, child->status } };

	parent->wait = WAIT_NONE;
	timer_cancel(parent, TIMER_WAIT);
	reap(parent, child);
	sv_reply_msg(parent->ep, &reply);
}

void parent_learns(struct proc *child)
{
	struct proc *parent = proc_parent(child);

	ms_assert(parent && child->use == PROC_ZOMBIE);
	if (parent->use != PROC_LIVE)
		return;
	if (parent->wait == WAIT_CHILD && wait_wants(parent, child, parent->wait_pid)) {
		wake_with_child(parent, child);
	} else if (parent->action[SIGCHLD].handler == SIG_IGN) {
		reap(parent, child); /* POSIX: who ignores SIGCHLD has no zombies */
		return;
	}
	signal_send(parent, SIGCHLD);
}

int64_t do_waitpid(struct proc *self, struct msg *m)
{
	int32_t pid = (int32_t)m->a[0];
	uint64_t options = m->a[1], timeout_ms = m->a[2];
	unsigned children = 0;

	if ((options & ~(uint64_t)WNOHANG) || timeout_ms > MS_MAX)
		return -EINVAL;
	for (unsigned i = 0; i < NPROC; i++) {
		struct proc *child = &procs[i];

		if (!wait_wants(self, child, pid))
			continue;
		if (child->use == PROC_ZOMBIE) {
			pid = child->pid;
			m->a[1] = child->status;
			reap(self, child);
			return pid;
		}
		children++;
	}
	if (children == 0)
		return -ECHILD;
	if (options & WNOHANG)
		return 0;
	self->wait = WAIT_CHILD;
	self->wait_pid = pid;
	if (timeout_ms > 0)
		timer_set(self, TIMER_WAIT, timeout_ms);
	return NO_REPLY;
}
