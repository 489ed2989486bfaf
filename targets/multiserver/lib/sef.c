/*
 * Start, receive, recovery: the frame around every service, named after what MINIX calls it, the system event framework.
 *
 * Fresh start: sv_start_fresh -> server_init -> server_main. Replacement: sv_start_recover copies data and runtime region
 * from the crashed instance (state transfer), lets the runtime decide, rolls back, answers the requester with E_CRASH and
 * enters server_main on the new main stack (restart, rollback, reconciliation: OSIRIS IV-C).
 */
#include "glue.h"

#include <fault.h>

struct glue *sv_glue(void)
{
	return osiris_client();
}

_Noreturn void sv_start_fresh(void)
{
	struct kc_bootinfo info = { 0 };

	if (kc_bootinfo(&info) < 0)
		__builtin_trap();
	/* The disk driver is trusted, not recovered: no windows. */
	osiris_init(&kmend_header, info.self == EP_DISK ? KMEND_POLICY_NONE : (enum kmend_policy)info.policy);
	sv_glue()->self = info.self;
	sv_glue()->policy = info.policy;
	server_init();
	/* A stateless replacement reports here; for anybody else the kernel refuses it and nothing happens. */
	kc_recovered(RECOVERY_RESTART);
	server_main();
	__builtin_trap();
}

static _Noreturn void shut_down(const char *reason)
{
	kc_shutdown(reason);
	__builtin_trap(); /* does not come back */
}

/* Oracle builds: what the rollback missed ends the run, so that no result can hide it. */
static void report_oracle(void)
{
#ifdef KMEND_ORACLE
	const struct osiris_rt *rt = osiris_rt();
	static const char *const names[NSERVICE] = { "kernel", "rs", "pm", "vm", "vfs", "ds", "disk" };
	uint32_t self = sv_glue()->self;
	const char *name = self < NSERVICE ? names[self] : "unknown";

	sv_event("counter name=oracle-checks-%s value=%llu", name, (unsigned long long)rt->oracle_checks);
	sv_event("counter name=oracle-differences-%s value=%llu", name, (unsigned long long)rt->oracle_differences);
	if (rt->oracle_differences > 0)
		shut_down("oracle-difference");
#endif
}

/* Rollback and reconciliation by error reply. */
static void reconcile(void)
{
	const struct osiris_rt *rt = osiris_rt();
	endpoint_t requester = rt->requester;
	const void *low = (const void *)osiris_thread_low();

	if (osiris_rollback() < 0)
		shut_down("log-damaged");
	report_oracle();
	osiris_thread(0, 0);
	if (sv_glue()->recovery_hook)
		sv_glue()->recovery_hook(low);
	sv_reply(requester, -E_CRASH); /* a requester that is gone needs no answer */
	kc_recovered(RECOVERY_ERROR_REPLY);
}

_Noreturn void sv_start_recover(void)
{
	int policy = kc_transfer();

	if (policy < 0)
		shut_down("no-transfer");
	switch (osiris_decide((enum kmend_policy)policy)) {
	case OSIRIS_ERROR_REPLY:
		reconcile();
		break;
	case OSIRIS_SHUTDOWN_WINDOW:
		shut_down("window-closed");
	case OSIRIS_SHUTDOWN_REQUESTER:
		shut_down("no-requester");
	case OSIRIS_CARRY_ON:
		osiris_close();
		kc_recovered(RECOVERY_RESTART);
		break;
	}
	server_main();
	__builtin_trap();
}

/* 1 if the message is one of the service's own; heartbeats are answered here. */
static int for_service(struct msg *m)
{
	if (m->type != MSG_NOTIFY || !(m->a[0] & NOTIFY_PING))
		return 1;
	if (m->source != EP_RS && m->source != sv_glue()->self)
		return 1;
	sv_trap(TRAP_NOTIFY, m->source, (void *)NOTIFY_PONG);
	m->a[0] &= ~(uint64_t)NOTIFY_PING;
	return m->a[0] != 0;
}

/* pid 1, the first user process that there is, asks for it: recovery is tested, and RS's part in it, by a crash that is no fault. */
static _Noreturn void crash_on_purpose(int outside_window)
{
	if (outside_window)
		osiris_close();
	__builtin_trap();
}

void sv_receive(struct msg *m)
{
	osiris_close();
	osiris_thread(0, 0);
	do {
		__kmend_log_store(m, sizeof(*m)); /* for its check of the address only: no window is open */
		if (sv_trap(TRAP_RECEIVE, EP_ANY, m) < 0)
			__builtin_trap(); /* receiving from anybody cannot fail */
	} while (!for_service(m));
	int replyable = m->type != MSG_NOTIFY && sv_answer(m->type) == SEEP_ERROR;
	osiris_checkpoint(m->source, m->type, replyable);
	if (m->type == CALL_MSG_CRASH && (m->source & 0xff) == USER_SLOT_FIRST)
		crash_on_purpose(m->a[0] != 0);
}

void sv_thread_running(const void *low, const void *high)
{
	osiris_thread((uint64_t)low, (uint64_t)high);
}

void sv_thread_yielding(void)
{
	osiris_close();
}

void sv_set_recovery_hook(void (*hook)(const void *low))
{
	sv_glue()->recovery_hook = hook;
}

/* The control block is the kernel's: it decides whether the fault acts (recovery-rt/fault). */
uint32_t kmend_activate(void)
{
	int action = kc_activate();

	return action < 0 ? KMEND_ACT_NONE : (uint32_t)action;
}

uint64_t __kmend_seed(void)
{
	return kc_draw(0);
}

uint64_t __kmend_random(void)
{
	return kc_draw(1);
}
