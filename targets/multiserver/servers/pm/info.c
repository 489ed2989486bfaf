/* Who am I, how long did I run, how nice am I: the calls that ask, and the two that change a number. */
#include "pm.h"

#define NS_PER_MS 1000000ull

int64_t do_getpid(struct proc *self, struct msg *m)
{
	const struct proc *parent = proc_parent(self);

	m->a[1] = parent ? (uint64_t)parent->pid : 0;
	m->a[2] = (uint64_t)self->pgid;
	return self->pid;
}

int64_t do_setpgid(struct proc *self, struct msg *m)
{
	int32_t pid = (int32_t)m->a[0], group = (int32_t)m->a[1];
	struct proc *p = pid == 0 ? self : proc_by_pid(pid);

	if (pid < 0 || group < 0)
		return -EINVAL;
	if (!p || p->use != PROC_LIVE || (p != self && proc_parent(p) != self))
		return -ESRCH;
	if (p != self && p->execed)
		return -EACCES;
	if (group == 0)
		group = p->pid;
	if (group != p->pid && !group_exists(group))
		return -EPERM;
	p->pgid = group;
	return 0;
}

int64_t do_times(struct proc *self, struct msg *m)
{
	uint64_t cpu_ms = 0;
	int state = kc_proc_state(self->ep, NULL, &cpu_ms);

	if (state < 0)
		return state;
	m->a[1] = cpu_ms;
	m->a[2] = self->children_cpu_ms;
	return (int64_t)(kc_time() / NS_PER_MS);
}

static uint32_t state_for_people(const struct proc *p)
{
	if (p->use == PROC_ZOMBIE)
		return 2;
	switch (p->wait) {
	case WAIT_SLEEP:
		return 3;
	case WAIT_CHILD:
	case WAIT_SIGNAL:
		return 1;
	default:
		return 0;
	}
}

static const struct proc *nth_process(uint64_t n)
{
	for (unsigned i = 0; i < NPROC; i++) {
		if (procs[i].use == PROC_FREE)
			continue;
		if (n-- == 0)
			return &procs[i];
	}
	return NULL;
}

int64_t do_procinfo(struct proc *self, struct msg *m)
{
	const struct proc *p = nth_process(m->a[0]);
	const struct proc *parent;
	struct pm_procinfo info;

	(void)self;
	if (!p)
		return -ENOENT;
	if (m->g[0].len < sizeof(info) || !(m->g[0].access & GRANT_WRITE))
		return -EINVAL;
	memset(&info, 0, sizeof(info));
	parent = proc_parent(p);
	info.pid = p->pid;
	info.ppid = parent ? parent->pid : 0;
	info.pgid = p->pgid;
	info.endpoint = p->ep;
	info.state = state_for_people(p);
	info.nice = p->nice;
	info.cpu_ms = p->cpu_ms;
	if (p->use == PROC_LIVE)
		kc_proc_state(p->ep, NULL, &info.cpu_ms);
	strlcpy(info.name, p->name, sizeof(info.name));
	return sv_copy_to(m->source, 0, 0, &info, sizeof(info));
}

int64_t do_nice(struct proc *self, struct msg *m)
{
	int32_t pid = (int32_t)m->a[0];
	int64_t delta = (int32_t)m->a[1], nice;
	struct proc *p = pid == 0 ? self : proc_by_pid(pid);

	if (!p || p->use != PROC_LIVE)
		return -ESRCH;
	nice = p->nice + delta;
	if (nice < 0)
		nice = 0;
	if (nice > NICE_MAX)
		nice = NICE_MAX;
	if (nice != p->nice) {
		p->nice = (uint8_t)nice;
		kc_proc_nice(p->ep, (int)nice);
	}
	return nice;
}
