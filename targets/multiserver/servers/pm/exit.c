/*
 * The end of a process, by itself or by a signal. PM's books change first: no timers, no children, a zombie. Then the
 * servers let go of it, its endpoint last, and its parent hears of it.
 */
#include "pm.h"

/* Orphans go to pid 1. -> how many are zombies already: those are news to it. */
static unsigned reparent_children(const struct proc *dead)
{
	unsigned news = 0;
	struct proc *init = proc_by_pid(PID_INIT);
	int slot = proc_slot(dead);

	for (unsigned i = 0; i < NPROC; i++) {
		struct proc *child = &procs[i];

		if (child->use == PROC_FREE || child->parent != slot)
			continue;
		if (!init || init == dead) {
			child->parent = -1;
			if (child->use == PROC_ZOMBIE)
				proc_free(child);
			continue;
		}
		child->parent = (int16_t)proc_slot(init);
		news += child->use == PROC_ZOMBIE;
	}
	return news;
}

static void announce_orphans(void)
{
	struct proc *init = proc_by_pid(PID_INIT);

	if (!init || init->use != PROC_LIVE)
		return;
	for (unsigned i = 0; i < NPROC && init->wait == WAIT_CHILD; i++)
		if (procs[i].use == PROC_ZOMBIE && procs[i].parent == proc_slot(init))
			parent_learns(&procs[i]);
}

void exit_process(struct proc *p, unsigned status)
{
	endpoint_t ep = p->ep;
	uint64_t cpu_ms = 0;
	unsigned orphans;

	ms_assert(p->use == PROC_LIVE);
	kc_proc_state(ep, NULL, &cpu_ms);
	timer_cancel(p, TIMER_ALARM);
	timer_cancel(p, TIMER_WAIT);
	orphans = reparent_children(p);
	p->use = PROC_ZOMBIE;
	p->wait = WAIT_NONE;
	p->status = (uint16_t)status;
	p->cpu_ms = cpu_ms;
	p->pending = 0;
	p->ep = EP_NONE;

	cleanup_again();
	cleanup(ep, OWED_ALL);

	if (p->pid == PID_INIT)
		sv_log("pid 1 is gone, status %x", status);
	if (proc_parent(p))
		parent_learns(p);
	else
		proc_free(p);
	if (orphans)
		announce_orphans();
}

int64_t do_exit(struct proc *self, struct msg *m)
{
	exit_process(self, (unsigned)(m->a[0] & 0xff) << 8);
	return NO_REPLY;
}
