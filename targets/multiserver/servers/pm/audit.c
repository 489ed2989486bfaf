/*
 * PM_AUDIT: the process table against itself, the kernel (is every live process there, is every other one gone?) and
 * VM (does the page with its entry exist?).
 */
#include "pm.h"

struct finding {
	unsigned problems;
	char text[96]; /* the first one */
};

#define FOUND(f, ...)                                                         \
	do {                                                                  \
		if ((f)->problems++ == 0)                                     \
			sv_format((f)->text, sizeof((f)->text), __VA_ARGS__); \
	} while (0)

static void audit_family(struct finding *f, const struct proc *p)
{
	const struct proc *parent = proc_parent(p);

	if (p->pid <= 0 || p->pid > PID_MAX)
		FOUND(f, "slot %d has pid %d", proc_slot(p), p->pid);
	if (proc_by_pid(p->pid) != p)
		FOUND(f, "pid %d is there twice", p->pid);
	if (!parent && p->pid != PID_INIT)
		FOUND(f, "pid %d has no parent", p->pid);
	if (parent && parent->use != PROC_LIVE)
		FOUND(f, "parent of pid %d is not alive", p->pid);
	if (parent == p)
		FOUND(f, "pid %d is its own parent", p->pid);
}

static void audit_signals(struct finding *f, const struct proc *p)
{
	if (p->mask & (SIG_UNBLOCKABLE | 1u))
		FOUND(f, "pid %d blocks what cannot be blocked: %x", p->pid, p->mask);
	if (p->action[SIGKILL].handler != SIG_DFL)
		FOUND(f, "pid %d handles SIGKILL", p->pid);
	if (p->nice > NICE_MAX)
		FOUND(f, "pid %d is too nice: %u", p->pid, p->nice);
}

/* What should have woken the process and has not. */
static void audit_wakeups(struct finding *f, const struct proc *p)
{
	if (p->wait == WAIT_CHILD) {
		for (unsigned i = 0; i < NPROC; i++)
			if (procs[i].use == PROC_ZOMBIE && wait_wants(p, &procs[i], p->wait_pid))
				FOUND(f, "pid %d waits for %d, which is a zombie", p->pid, procs[i].pid);
	}
	if (p->wait == WAIT_SLEEP && timer_left(p, TIMER_WAIT) == 0)
		FOUND(f, "pid %d sleeps without a timer", p->pid);
	if ((p->pending & ~p->mask) && kc_proc_state(p->ep, NULL, NULL) != KC_STOPPED)
		FOUND(f, "pid %d has signals that should have acted: %x, mask %x", p->pid, p->pending, p->mask);
	if (p->saved_mask & (SIG_UNBLOCKABLE | 1u))
		FOUND(f, "pid %d saved a mask that blocks what cannot be blocked", p->pid);
}

/* `asks`: who waits for this audit. */
static void audit_live(struct finding *f, const struct proc *p, endpoint_t asks)
{
	endpoint_t peer = EP_NONE;
	int state = kc_proc_state(p->ep, &peer, NULL);

	if (state < 0 || state == KC_FREE)
		FOUND(f, "pid %d (%x) is not in the kernel", p->pid, p->ep);
	else if (state == KC_CRASHED || state == KC_STOPPED)
		FOUND(f, "pid %d (%x) stands still, state %d", p->pid, p->ep, state);
	if (p->wait != WAIT_NONE && state != KC_WAITING_REPLY)
		FOUND(f, "pid %d should wait for an answer, state %d", p->pid, state);
	else if (p->wait == WAIT_NONE && state == KC_WAITING_REPLY && peer == EP_PM && p->ep != asks)
		FOUND(f, "pid %d was never answered", p->pid);
	if (kc_vm_lookup(p->ep, PROGRAM_BASE, NULL) < 0)
		FOUND(f, "pid %d (%x) has no program in memory", p->pid, p->ep);
	if (endpoint_last((p->ep & 0xff) - USER_SLOT_FIRST) != p->ep)
		FOUND(f, "slot of pid %d belongs to %x", p->pid, endpoint_last((p->ep & 0xff) - USER_SLOT_FIRST));
}

static void audit_zombie(struct finding *f, const struct proc *p)
{
	if (p->ep != EP_NONE)
		FOUND(f, "zombie %d has an endpoint", p->pid);
	if (p->wait != WAIT_NONE)
		FOUND(f, "zombie %d waits", p->pid);
}

/* Every endpoint that PM ever got is a live process's, or stopped while a server holds on to it, or gone. */
static void audit_kernel(struct finding *f)
{
	for (unsigned i = 0; i < NUSER; i++) {
		endpoint_t ep = endpoint_last(i);
		int state;

		if (ep == EP_NONE || proc_by_endpoint(ep))
			continue;
		state = kc_proc_state(ep, NULL, NULL);
		if (cleanup_owed(i) && state != KC_STOPPED)
			FOUND(f, "%x has ended, the kernel has it in state %d", ep, state);
		if (!cleanup_owed(i) && state > KC_FREE)
			FOUND(f, "%x is nobody's process, the kernel has it in state %d", ep, state);
	}
}

void do_audit(const struct msg *m)
{
	struct finding f = { .problems = 0 };

	for (unsigned i = 0; i < NPROC; i++) {
		const struct proc *p = &procs[i];

		if (p->use == PROC_FREE)
			continue;
		audit_family(&f, p);
		audit_signals(&f, p);
		if (p->use == PROC_LIVE) {
			audit_live(&f, p, m->source);
			audit_wakeups(&f, p);
		} else {
			audit_zombie(&f, p);
		}
	}
	audit_kernel(&f);
	f.problems += timers_audit(f.problems ? NULL : f.text, f.problems ? 0 : sizeof(f.text));
	sv_reply_audit(m, f.problems, f.text);
}
