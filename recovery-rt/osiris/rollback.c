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

int osiris_rollback(void)
{
	struct osiris_state *s = &__kmend_osiris;
	uint64_t used = s->rt.log_used;

	if (used > OSIRIS_LOG_BYTES || used % 8 != 0)
		return -1;
	while (used > 0) {
		struct osiris_entry entry;

		if (used < sizeof(entry))
			return -1;
		used -= sizeof(entry);
		osiris_copy(&entry, s->log + used, sizeof(entry));
		if (entry.size == 0 || entry.size > used || ((entry.size + 7) & ~7ull) > used)
			return -1;
		used -= (entry.size + 7) & ~7ull;
		osiris_copy((void *)entry.addr, s->log + used, entry.size);
	}
	if (s->frames_bytes > 0 && s->frames_bytes <= OSIRIS_FRAMES_BYTES)
		osiris_copy((void *)s->frames_from, s->frames, s->frames_bytes);
	s->rt.rollbacks++;
	osiris_oracle_check();
	osiris_close();
	return 0;
}
