/*
 * kill: one process, a group, or everybody. A signal to many is sent in the order of the table, to the sender last, so
 * that a group that kills itself is complete.
 */
#include "pm.h"

/* kill's first argument, with 0 already turned into the sender's own group. */
static int meant(const struct proc *sender, const struct proc *p, int32_t pid)
{
	if (p->use == PROC_FREE)
		return 0;
	if (pid == -1)
		return p->use == PROC_LIVE && p->pid != PID_INIT && p != sender;
	if (pid < 0)
		return p->use == PROC_LIVE && p->pgid == -pid;
	return p->pid == pid;
}

static int may_signal(const struct proc *p, int signal)
{
	return !(p->pid == PID_INIT && signal == SIGKILL);
}

int64_t do_kill(struct proc *self, struct msg *m)
{
	int32_t pid = (int32_t)m->a[0];
	uint64_t signal = m->a[1];
	unsigned targets = 0, allowed = 0;

	if (signal >= NSIG)
		return -EINVAL;
	if (pid == 0)
		pid = -self->pgid;
	for (unsigned i = 0; i < NPROC; i++) {
		if (!meant(self, &procs[i], pid))
			continue;
		targets++;
		allowed += (unsigned)may_signal(&procs[i], (int)signal);
	}
	if (targets == 0)
		return -ESRCH;
	if (allowed == 0)
		return -EPERM;
	if (signal == 0)
		return 0;
	for (unsigned i = 0; i < NPROC; i++) {
		struct proc *p = &procs[i];

		if (p != self && meant(self, p, pid) && may_signal(p, (int)signal))
			signal_send(p, (int)signal);
	}
	if (meant(self, self, pid) && may_signal(self, (int)signal))
		signal_send(self, (int)signal);
	return 0;
}
