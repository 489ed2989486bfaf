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
	kc_recovered(RECOVERY_RESTART, 0, 0, 0);
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

/* Rollback and reconciliation: an error reply, or, under `extended`, one of the others (ms/extended.h). */
static void reconcile(enum osiris_decision decision)
{
	static const enum recovery_action actions[] = {
		[OSIRIS_ERROR_REPLY] = RECOVERY_ERROR_REPLY,
		[OSIRIS_KILL_REQUESTER] = RECOVERY_KILL_REQUESTER,
		[OSIRIS_DROP_MESSAGE] = RECOVERY_ROLLBACK,
		[OSIRIS_REPEAT_MESSAGE] = RECOVERY_ROLLBACK,
	};
	const struct osiris_rt *rt = osiris_rt();
	struct glue *g = sv_glue();
	endpoint_t requester = rt->requester;
	uint64_t log_bytes = osiris_log_used();
	uint32_t again = decision == OSIRIS_REPEAT_MESSAGE ? g->bits : 0;
	const void *low = (const void *)osiris_thread_low();

	if (osiris_rollback() < 0)
		shut_down("log-damaged");
	report_oracle();
	osiris_thread(0, 0);
	g->recovered = 1;
	if (g->recovery_hook)
		g->recovery_hook(low, osiris_resumed());
	sv_end_victims();
	sv_alarm_again();
	if (decision == OSIRIS_ERROR_REPLY && requester != OSIRIS_NOBODY)
		sv_reply(requester, -E_CRASH); /* a requester that is gone needs no answer */
	else if (decision == OSIRIS_KILL_REQUESTER)
		kc_kill(requester);
	kc_recovered(actions[decision], log_bytes, g->source, again & ~(uint32_t)NOTIFY_ALARM);
}

_Noreturn void sv_start_recover(void)
{
	int policy = kc_transfer();

	if (policy < 0)
		shut_down("no-transfer");
	enum osiris_decision decision = osiris_decide((enum kmend_policy)policy);
	switch (decision) {
	case OSIRIS_REPEAT_MESSAGE:
		if (!sv_may_repeat())
			shut_down("no-requester");
		/* fall through */
	case OSIRIS_ERROR_REPLY:
	case OSIRIS_KILL_REQUESTER:
	case OSIRIS_DROP_MESSAGE:
		reconcile(decision);
		break;
	case OSIRIS_SHUTDOWN_WINDOW:
		shut_down("window-closed");
	case OSIRIS_SHUTDOWN_REQUESTER:
		shut_down("no-requester");
	case OSIRIS_CARRY_ON:
		osiris_close();
		kc_recovered(RECOVERY_RESTART, 0, 0, 0);
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
	struct glue *g = sv_glue();

	osiris_close();
	if (g->bits != 0 && !g->recovered)
		g->repeats = 0; /* a notification was handled to its end */
	g->recovered = 0;
	osiris_thread(0, 0);
	do {
		__kmend_log_store(m, sizeof(*m)); /* for its check of the address only: no window is open */
		if (sv_trap(TRAP_RECEIVE, EP_ANY, m) < 0)
			__builtin_trap(); /* receiving from anybody cannot fail */
	} while (!for_service(m));
	g->source = m->source;
	g->bits = m->type == MSG_NOTIFY ? (uint32_t)m->a[0] : 0;
	osiris_checkpoint(m->source, m->type, sv_remedies(m));
	sv_subjects(m);
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

void sv_thread_resuming(const void *from, const void *high)
{
	sv_glue()->bits = 0;
	osiris_resume((uint64_t)from, (uint64_t)high);
}

void sv_window(endpoint_t requester, uint32_t type)
{
	struct msg m = { .source = requester, .type = type };

	sv_glue()->bits = 0;
	osiris_checkpoint(requester, type, sv_remedies(&m));
}

void sv_set_recovery_hook(void (*hook)(const void *low, int resumed))
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
