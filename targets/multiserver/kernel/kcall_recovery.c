/* Kernel calls of RS and of replacements: spawn, start, replace, transfer, the end of a recovery. */
#include <ms/ipc.h>
#include <ms/calls.h>

#include <rt.h>

#include "kernel.h"
#include "proc.h"

static int64_t get_crash(struct proc *caller, struct kcall *k)
{
	struct proc *first = NULL;
	for (unsigned i = 1; i < USER_SLOT_FIRST; i++) {
		struct proc *p = &proc_table[i];
		if (p->state != KC_CRASHED || p->endpoint == EP_NONE || p->crash.fetched || p->crash.sequence == 0)
			continue;
		if (first == NULL || p->crash.sequence < first->crash.sequence)
			first = p;
	}
	if (first == NULL)
		return -EAGAIN;
	struct kc_crash crash = {
		.endpoint = first->endpoint,
		.slot = proc_slot(first),
		.window = first->crash.window,
		.replyable = first->crash.replyable,
		.rip = first->crash.rip,
		.address = first->crash.address,
	};
	memcpy(crash.cause, first->crash.cause, sizeof crash.cause);
	int result = copy_out(caller, (uint64_t)k->p, &crash, sizeof crash);
	if (result == 0)
		first->crash.fetched = true;
	return result;
}

static int64_t runtime_state(struct proc *caller, struct kcall *k)
{
	struct osiris_rt rt;
	struct proc *p = proc_find((endpoint_t)k->a[0]);
	if (p == NULL || proc_is_user(p))
		return -ESRCH;
	if (copy_in(p, &rt, loader_programs[p->program].header.runtime_start, sizeof rt) != 0)
		return -EFAULT;
	return copy_out(caller, (uint64_t)k->p, &rt, sizeof rt);
}

static int64_t crash(struct kcall *k)
{
	struct proc *p = proc_find((endpoint_t)k->a[0]);
	if (p == NULL || proc_is_user(p) || p->endpoint == EP_RS || p->state == KC_CRASHED)
		return -ESRCH;
	recovery_crash(p, "heartbeat", 0);
	return 0;
}

static int64_t spawn(struct kcall *k)
{
	unsigned slot;
	if (k->a[0] >= NSERVICE || k->a[1] >= USER_SLOT_FIRST)
		return -EINVAL;
	int result = recovery_spawn((unsigned)k->a[0], (unsigned)k->a[1], &slot);
	if (result == 0)
		k->r1 = slot;
	return result;
}

/* A replacement ends processes that its rollback left half done. pid 1 is never one of them. */
static int64_t kill(struct proc *caller, struct kcall *k)
{
	struct proc *p = proc_find((endpoint_t)k->a[0]);
	if (!caller->recovering)
		return -EPERM;
	if (p == NULL)
		return -ESRCH;
	if (!proc_is_user(p) || p == &proc_table[USER_SLOT_FIRST])
		return -EPERM;
	proc_kill(p);
	return 0;
}

static int64_t recovered(struct proc *p, struct kcall *k)
{
	int result = recovery_done(p, (unsigned)k->a[0], k->a[1]);
	if (result == 0 && k->a[3] != 0 && k->a[2] < NSERVICE)
		ipc_post((endpoint_t)k->a[2], p, (uint32_t)k->a[3]);
	return result;
}

int64_t kcall_recovery(struct proc *p, unsigned number, struct kcall *k)
{
	switch (number) {
	case CALL_KC_SPAWN:
		return spawn(k);
	case CALL_KC_START:
		if (k->a[0] >= USER_SLOT_FIRST || k->a[1] >= NSERVICE)
			return -EINVAL;
		return recovery_start((unsigned)k->a[0], (unsigned)k->a[1], k->a[2]);
	case CALL_KC_GETCRASH:
		return get_crash(p, k);
	case CALL_KC_REPLACE:
		if (k->a[0] >= USER_SLOT_FIRST || k->a[1] >= USER_SLOT_FIRST)
			return -EINVAL;
		return recovery_replace((unsigned)k->a[0], (unsigned)k->a[1], k->a[2] != 0);
	case CALL_KC_STALL:
		sched_stalled = k->a[0] != 0;
		return 0;
	case CALL_KC_CRASH:
		return crash(k);
	case CALL_KC_TRANSFER:
		return recovery_transfer(p);
	case CALL_KC_RECOVERED:
		return recovered(p, k);
	case CALL_KC_KILL:
		return kill(p, k);
	case CALL_KC_RT:
		return runtime_state(p, k);
	case CALL_KC_FRAMES:
		k->r1 = space_tables();
		return (int64_t)pool_free_count();
	default:
		return -ENOSYS;
	}
}
