/* PM's start and its request loop. */
#include "pm.h"

void server_init(void)
{
	table_init();
	timers_init();
	sv_set_end_hook(cleanup_unknown);
}

static int64_t handle(struct proc *self, struct msg *m)
{
	switch (m->type) {
	case CALL_PM_FORK:
		return do_fork(self, m);
	case CALL_PM_EXEC:
		return do_exec(self, m);
	case CALL_PM_EXIT:
		return do_exit(self, m);
	case CALL_PM_WAITPID:
		return do_waitpid(self, m);
	case CALL_PM_KILL:
		return do_kill(self, m);
	case CALL_PM_SIGACTION:
		return do_sigaction(self, m);
	case CALL_PM_SIGPROCMASK:
		return do_sigprocmask(self, m);
	case CALL_PM_SIGSUSPEND:
		return do_sigsuspend(self, m);
	case CALL_PM_SIGPENDING:
		return do_sigpending(self, m);
	case CALL_PM_SIGRETURN:
		return do_sigreturn(self, m);
	case CALL_PM_ALARM:
		return do_alarm(self, m);
	case CALL_PM_SLEEP:
		return do_sleep(self, m);
	case CALL_PM_GETPID:
		return do_getpid(self, m);
	case CALL_PM_SETPGID:
		return do_setpgid(self, m);
	case CALL_PM_TIMES:
		return do_times(self, m);
	case CALL_PM_PROCINFO:
		return do_procinfo(self, m);
	case CALL_PM_NICE:
		return do_nice(self, m);
	default:
		return -ENOSYS;
	}
}

/* A process asks. It may be gone when its handler returns: then nobody waits for the answer. */
static void handle_process(struct msg *m)
{
	struct proc *self = proc_by_endpoint(m->source);
	endpoint_t requester = m->source;
	int64_t result = self ? handle(self, m) : -ESRCH;

	timers_commit();
	if (result == NO_REPLY || (self && self->use != PROC_LIVE))
		return;
	m->a[0] = (uint64_t)result;
	sv_reply_msg(requester, m);
}

static void handle_notification(const struct msg *m)
{
	if (m->source != EP_KERNEL)
		return;
	if (m->a[0] & NOTIFY_SIGNAL)
		signal_fetch();
	if (m->a[0] & NOTIFY_ALARM)
		timers_expire();
	timers_commit();
}

void server_main(void)
{
	for (;;) {
		struct msg m;

		sv_receive(&m);
		switch (m.type) {
		case MSG_NOTIFY:
			handle_notification(&m);
			break;
		case CALL_PM_START_INIT:
			sv_reply(m.source, do_start_init(&m));
			break;
		case CALL_PM_AUDIT:
			do_audit(&m);
			break;
		default:
			handle_process(&m);
		}
	}
}
