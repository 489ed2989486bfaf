/* PM wrappers: signals. */
#include "signal.h"
#include "trap.h"
#include "unistd.h"

void __sig_restorer(void); /* sigreturn.S */
void __sig_return(uint64_t mask);

/* Called by the restorer. Nothing can be done about an error but one more try: the mask would stay blocked. */
void __sig_return(uint64_t mask)
{
	if (call3(EP_PM, CALL_PM_SIGRETURN, mask, 0, 0) < 0)
		call3(EP_PM, CALL_PM_SIGRETURN, mask, 0, 0);
}

int kill(int pid, int signal)
{
	return (int)to_errno(call3(EP_PM, CALL_PM_KILL, (uint64_t)(int64_t)pid, (uint64_t)(int64_t)signal, 0));
}

int raise(int signal)
{
	pid_t self = getpid();

	return self < 0 ? -1 : kill(self, signal);
}

sighandler_t sigaction_set(int signal, sighandler_t handler, uint32_t mask)
{
	struct msg m = {
		.type = CALL_PM_SIGACTION,
		.a = { (uint64_t)(int64_t)signal, (uint64_t)handler, mask, (uint64_t)__sig_restorer },
	};

	if (to_errno(call_msg(EP_PM, &m)) < 0)
		return SIG_ERROR;
	return (sighandler_t)m.a[1];
}

sighandler_t signal(int signal, sighandler_t handler)
{
	return sigaction_set(signal, handler, 0);
}

int sigprocmask(int how, uint32_t set, uint32_t *old)
{
	struct msg m = { .type = CALL_PM_SIGPROCMASK, .a = { (uint64_t)(int64_t)how, set } };
	int64_t r = call_msg(EP_PM, &m);

	if (r >= 0 && old)
		*old = (uint32_t)m.a[1];
	return (int)to_errno(r);
}

int sigsuspend(uint32_t mask)
{
	return (int)to_errno(call3(EP_PM, CALL_PM_SIGSUSPEND, mask, 0, 0));
}

int sigpending(uint32_t *set)
{
	struct msg m = { .type = CALL_PM_SIGPENDING };
	int64_t r = call_msg(EP_PM, &m);

	if (r >= 0)
		*set = (uint32_t)m.a[1];
	return (int)to_errno(r);
}
