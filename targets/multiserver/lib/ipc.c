/*
 * Trap stubs for messages. Each passes the SEEP check before the trap, and what the kernel will write into our memory is
 * logged before as well.
 */
#include "glue.h"

static void outbound(uint32_t kind, const uint64_t *a)
{
	switch (sv_effect(kind)) {
	case SEEP_READS:
		osiris_outbound(OSIRIS_READS);
		break;
	case SEEP_RUNTIME:
		osiris_outbound(OSIRIS_RUNTIME);
		break;
	default:
		sv_outbound_modifies(kind, a);
		break;
	}
}

int sv_reply_msg(endpoint_t to, struct msg *m)
{
	__kmend_log_store(&m->type, sizeof(m->type));
	m->type = MSG_REPLY;
	outbound(CALL_MSG_REPLY, m->a);
	return (int)sv_trap(TRAP_REPLY, to, m);
}

int sv_reply(endpoint_t to, int64_t result)
{
	struct msg m = { .a = { (uint64_t)result } };

	return sv_reply_msg(to, &m);
}

int64_t sv_sendrec(endpoint_t to, struct msg *m)
{
	outbound(m->type, m->a);
	__kmend_log_store(m, sizeof(*m)); /* the reply overwrites it ... */
	for (unsigned i = 0; i < 2; i++)  /* ... and whoever answers may write here */
		if (m->g[i].access & GRANT_WRITE)
			__kmend_log_store((void *)(uintptr_t)m->g[i].addr, m->g[i].len);
	int64_t error = sv_trap(TRAP_SENDREC, to, m);
	return error < 0 ? error : (int64_t)m->a[0];
}

int sv_send(endpoint_t to, struct msg *m)
{
	outbound(m->type, m->a);
	return (int)sv_trap(TRAP_SEND, to, m);
}

int sv_notify(endpoint_t to, uint32_t bits)
{
	outbound(CALL_MSG_NOTIFY, NULL);
	return (int)sv_trap(TRAP_NOTIFY, to, (void *)(uint64_t)bits);
}

int64_t kc_call(uint32_t number, struct kcall *k)
{
	outbound(number, k->a);
	return sv_trap(TRAP_KCALL, number, k);
}
