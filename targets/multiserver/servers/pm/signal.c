/*
 * What a signal does. A signal is pending until it acts; it acts when it is not blocked: it is dropped, ends the
 * process, or runs a handler. A handler interrupts what the process waits for: a wait in PM ends here, one in VFS by
 * VFS_CANCEL, and the kernel pushes the frame before the process next runs.
 *
 * pid 1 has no default actions: a signal that it does not handle is dropped.
 */
#include "pm.h"

static int is_ignored_by_default(int signal)
{
	return signal == SIGCHLD || signal == SIGCONT;
}

static int has_handler(const struct proc *p, int signal)
{
	return p->action[signal].handler > SIG_IGN;
}

static int is_dropped(const struct proc *p, int signal)
{
	uint64_t handler = p->action[signal].handler;

	if (handler == SIG_IGN)
		return 1;
	return handler == SIG_DFL && (is_ignored_by_default(signal) || p->pid == PID_INIT);
}

void wake(struct proc *p, int64_t result)
{
	p->wait = WAIT_NONE;
	timer_cancel(p, TIMER_WAIT);
	sv_reply(p->ep, result);
}

/* Ends the call that the process is blocked in, if it is one that a signal interrupts. */
static void interrupt(struct proc *p)
{
	endpoint_t server = EP_NONE;
	int state;

	if (p->wait != WAIT_NONE) {
		wake(p, -EINTR);
		return;
	}
	state = kc_proc_state(p->ep, &server, NULL);
	if ((state != KC_WAITING_REPLY && state != KC_SENDING) || server != EP_VFS)
		return;
	/*
	 * A VFS that crashed on it has rolled back and still holds the request: the process would stay blocked although its handler is to
	 * run. The kernel ends the wait then. What VFS holds goes when the process asks it for something else, or ends.
	 */
	if (ask(EP_VFS, CALL_VFS_CANCEL, p->ep, 0, 0, 0) == -E_CRASH)
		kc_proc_run(p->ep, -EINTR);
}

/* -> 0, or -EAGAIN when the kernel still holds an earlier frame for the process. */
static int run_handler(struct proc *p, int signal)
{
	const struct action *action = &p->action[signal];
	sigset_t restore = p->wait == WAIT_SIGNAL ? p->saved_mask : p->mask;
	int error = kc_proc_signal(p->ep, action->handler, signal, action->restorer, restore);

	if (error < 0)
		return error;
	p->pending &= ~sig_bit(signal);
	p->mask |= (action->mask | sig_bit(signal)) & ~SIG_UNBLOCKABLE;
	interrupt(p);
	return 0;
}

void signal_deliver(struct proc *p)
{
	for (int signal = 1; signal < NSIG && p->use == PROC_LIVE && (p->pending & ~p->mask); signal++) {
		if (!(p->pending & ~p->mask & sig_bit(signal)))
			continue;
		if (is_dropped(p, signal)) {
			p->pending &= ~sig_bit(signal);
		} else if (!has_handler(p, signal)) {
			exit_process(p, (unsigned)signal);
			return;
		} else if (run_handler(p, signal) < 0) {
			return; /* stays pending until the handler that is under way returns */
		}
	}
}

void signal_send(struct proc *p, int signal)
{
	ms_assert(signal > 0 && signal < NSIG);
	if (p->use != PROC_LIVE)
		return;
	if (is_dropped(p, signal))
		return;
	p->pending |= sig_bit(signal);
	signal_deliver(p);
}

void signal_exception(struct proc *p, int signal)
{
	if (!has_handler(p, signal) || (p->mask & sig_bit(signal)) || run_handler(p, signal) < 0)
		exit_process(p, (unsigned)signal);
}

void signal_fetch(void)
{
	for (;;) {
		int signal = 0;
		int64_t ep = kc_getsignal(&signal);
		struct proc *p;

		if (ep < 0)
			return;
		p = proc_by_endpoint((endpoint_t)ep);
		if (!p)
			continue; /* it ended meanwhile */
		ms_assert(signal > 0 && signal < NSIG);
		signal_exception(p, signal);
	}
}

void signal_reset(struct proc *p)
{
	for (int signal = 1; signal < NSIG; signal++) {
		struct action *action = &p->action[signal];

		if (action->handler > SIG_IGN)
			action->handler = SIG_DFL;
		action->restorer = 0;
		action->mask = 0;
	}
}
