/*
 * Copies through grants. Grants 0 and 1 of a process lie in the request it waits in and are valid for the server it
 * waits for, from the receipt of the request to its reply. Grants from 2 on are given and revoked with KC_GRANT.
 */
#include <ms/ipc.h>
#include <ms/calls.h>

#include "kernel.h"
#include "proc.h"

enum { COPY_MAX = 1 << 20 };

/* The grant that `owner` gives p in this slot, or NULL. */
static const struct grant *grant_find(const struct proc *p, const struct proc *owner, uint64_t slot)
{
	if (slot < 2) {
		bool waits = owner->state == KC_WAITING_REPLY && !owner->queued && owner->peer == p->endpoint;
		return waits ? &owner->message.g[slot] : NULL;
	}
	if (slot >= NGRANT || owner->grants[slot].grantee != p->endpoint)
		return NULL;
	return &owner->grants[slot].grant;
}

static int64_t copy(struct proc *p, struct kcall *k, uint32_t access)
{
	struct proc *owner = proc_find((endpoint_t)k->a[0]);
	uint64_t mine = (uint64_t)k->p, offset = k->a[2];
	if (owner == NULL)
		return -ESRCH;
	const struct grant *g = grant_find(p, owner, k->a[1]);
	if (g == NULL || (g->access & access) == 0)
		return -EPERM;
	if (k->n > COPY_MAX || offset > g->len || k->n > g->len - offset)
		return -EINVAL;
	uint64_t theirs = g->addr + offset;
	if (theirs < offset)
		return -EFAULT;
	if (access == GRANT_READ)
		return copy_between(p, mine, COPY_WRITE, owner, theirs, k->n);
	return copy_between(owner, theirs, COPY_WRITE, p, mine, k->n);
}

static int64_t grant(struct proc *p, struct kcall *k)
{
	if (k->a[0] < 2 || k->a[0] >= NGRANT || k->n > UINT32_MAX)
		return -EINVAL;
	struct grant_slot *slot = &p->grants[k->a[0]];
	*slot = (struct grant_slot){ { (uint64_t)k->p, (uint32_t)k->n, (uint32_t)k->a[2] }, (endpoint_t)k->a[1] };
	if (k->n == 0)
		*slot = (struct grant_slot){ .grantee = EP_KERNEL };
	return 0;
}

int64_t kcall_copy(struct proc *p, unsigned number, struct kcall *k)
{
	switch (number) {
	case CALL_KC_COPY_FROM:
		return copy(p, k, GRANT_READ);
	case CALL_KC_COPY_TO:
		return copy(p, k, GRANT_WRITE);
	default:
		return grant(p, k);
	}
}
