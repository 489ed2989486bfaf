/* The calls by which a process says what signals may do to it, and the two that wait for time to pass. */
#include "pm.h"

int64_t do_sigaction(struct proc *self, struct msg *m)
{
	uint64_t signal = m->a[0], handler = m->a[1], mask = m->a[2], restorer = m->a[3];
	struct action *action;

	if (signal == 0 || signal >= NSIG || signal == SIGKILL)
		return -EINVAL;
	if (handler > SIG_IGN) {
		if (handler < PROGRAM_BASE || handler >= USER_TOP)
			return -EFAULT;
		if (restorer < PROGRAM_BASE || restorer >= USER_TOP)
			return -EFAULT;
	}
	action = &self->action[signal];
	m->a[1] = action->handler;
	action->handler = handler;
	action->restorer = restorer;
	action->mask = (sigset_t)mask & SIG_ALL & ~SIG_UNBLOCKABLE;
	if (handler == SIG_IGN)
		self->pending &= ~sig_bit((int)signal);
	return 0;
}

int64_t do_sigprocmask(struct proc *self, struct msg *m)
{
	sigset_t old = self->mask, set = (sigset_t)m->a[1], mask;

	switch (m->a[0]) {
	case SIG_BLOCK:
		mask = old | set;
		break;
	case SIG_UNBLOCK:
		mask = old & ~set;
		break;
	case SIG_SETMASK:
		mask = set;
		break;
	default:
		return -EINVAL;
	}
	self->mask = mask & SIG_ALL & ~SIG_UNBLOCKABLE;
	m->a[1] = old;
	if (self->pending & ~self->mask)
		signal_deliver(self);
	return 0;
}

int64_t do_sigsuspend(struct proc *self, struct msg *m)
{
	self->saved_mask = self->mask;
	self->mask = (sigset_t)m->a[0] & SIG_ALL & ~SIG_UNBLOCKABLE;
	self->wait = WAIT_SIGNAL;
	if (self->pending & ~self->mask)
		signal_deliver(self); /* answers -EINTR when a handler runs */
	return NO_REPLY;
}

int64_t do_sigpending(struct proc *self, struct msg *m)
{
	m->a[1] = self->pending;
	return 0;
}

int64_t do_sigreturn(struct proc *self, struct msg *m)
{
	self->mask = (sigset_t)m->a[0] & SIG_ALL & ~SIG_UNBLOCKABLE;
	if (self->pending & ~self->mask)
		signal_deliver(self);
	return 0;
}

int64_t do_alarm(struct proc *self, struct msg *m)
{
	uint64_t ms = m->a[0], left;

	if (ms > MS_MAX)
		return -EINVAL;
	left = timer_left(self, TIMER_ALARM);
	if (ms == 0)
		timer_cancel(self, TIMER_ALARM);
	else
		timer_set(self, TIMER_ALARM, ms);
	return (int64_t)left;
}

int64_t do_sleep(struct proc *self, struct msg *m)
{
	uint64_t ms = m->a[0];

	if (ms > MS_MAX)
		return -EINVAL;
	if (ms == 0)
		return 0;
	self->wait = WAIT_SLEEP;
	timer_set(self, TIMER_WAIT, ms);
	return NO_REPLY;
}
