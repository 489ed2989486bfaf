/*
 * What a replacement does with the runtime state it inherited: decide, and undo the log newest entry first (OSIRIS IV-C).
 */
#include <kmend/policy.h>

#include "state.h"

enum osiris_decision osiris_decide(enum kmend_policy policy)
{
	const struct osiris_rt *rt = &__kmend_osiris.rt;

	if (kmend_policy_facts(policy)->runtime != KMEND_RUNTIME_OSIRIS)
		return OSIRIS_CARRY_ON;
	if (rt->magic != OSIRIS_RT_MAGIC || !rt->window)
		return OSIRIS_SHUTDOWN_WINDOW;
	if (rt->replyable && !osiris_is_victim(rt->requester))
		return OSIRIS_ERROR_REPLY;
	if (policy != KMEND_POLICY_EXTENDED)
		return OSIRIS_SHUTDOWN_REQUESTER;
	if (__kmend_osiris.remedies & OSIRIS_KILL)
		return OSIRIS_KILL_REQUESTER;
	if (__kmend_osiris.remedies & OSIRIS_DROP)
		return OSIRIS_DROP_MESSAGE;
	return __kmend_osiris.remedies & OSIRIS_REPEAT ? OSIRIS_REPEAT_MESSAGE : OSIRIS_SHUTDOWN_REQUESTER;
}

/* Puts SIZE old bytes back, but for what lies on the main stack: it is the one of the instance that is gone, and this one runs on its own. */
static void put_back(uint64_t addr, const void *old, uint64_t size)
{
	const struct kmend_header *layout = __kmend_osiris.layout;
	uint64_t low = layout->stack_low, high = layout->stack_high, end = addr + size;

	if (end <= low || addr >= high) {
		osiris_copy((void *)addr, old, size);
		return;
	}
	if (addr < low)
		osiris_copy((void *)addr, old, low - addr);
	if (end > high)
		osiris_copy((void *)high, (const uint8_t *)old + (high - addr), end - high);
}

/* Undoes the entry that ends at USED; the bytes of log before it, or UINT64_MAX when it cannot be one. */
static uint64_t undo(uint64_t used)
{
	struct osiris_entry entry;
	uint64_t kind, size;

	if (used < sizeof(entry))
		return UINT64_MAX;
	used -= sizeof(entry);
	osiris_copy(&entry, __kmend_log_start + used, sizeof(entry));
	kind = (uint64_t)osiris_entry_kind(&entry);
	size = kind == OSIRIS_WORD ? sizeof(entry.value) : kind;
	if (size <= sizeof(entry.value)) {
		put_back(osiris_entry_addr(&entry), &entry.value, size);
		return used;
	}
	if (kind == OSIRIS_VOID)
		return used;
	if (kind != OSIRIS_RANGE || entry.value == 0 || entry.value > used || ((entry.value + 15) & ~15ull) > used)
		return UINT64_MAX;
	used -= (entry.value + 15) & ~15ull;
	put_back(osiris_entry_addr(&entry), __kmend_log_start + used, entry.value);
	return used;
}

int osiris_rollback(void)
{
	struct osiris_state *s = &__kmend_osiris;
	uint64_t used = osiris_log_used();

	if (used > osiris_log_bytes() || used % sizeof(struct osiris_entry) != 0)
		return -1;
	while (used > 0) {
		used = undo(used);
		if (used == UINT64_MAX)
			return -1;
	}
	s->rt.rollbacks++;
	osiris_oracle_check();
	osiris_close();
	return 0;
}
