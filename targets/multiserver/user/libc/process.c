/* PM wrappers: processes and time. */
#include "string.h"
#include "trap.h"
#include "unistd.h"

/* The message is cleared for the child's sake: it may come back with nothing but a zero result in the register. */
pid_t fork(void)
{
	struct msg m = { .type = CALL_PM_FORK };

	return (pid_t)to_errno(call_msg(EP_PM, &m));
}

int execv(const char *path, char *const argv[])
{
	static char block[ARG_MAX_BYTES + 1];
	struct msg m = { .type = CALL_PM_EXEC };
	size_t used = 0;
	int argc = 0;

	for (; argv[argc]; argc++) {
		size_t n = strlen(argv[argc]) + 1;

		if (used + n > ARG_MAX_BYTES)
			return (int)to_errno(-E2BIG);
		memcpy(block + used, argv[argc], n);
		used += n;
	}
	m.a[0] = (uint64_t)argc;
	msg_grant_read(&m, 0, path, strlen(path) + 1);
	msg_grant_read(&m, 1, block, used);
	return (int)to_errno(call_msg(EP_PM, &m));
}

int execvp(const char *name, char *const argv[])
{
	char path[PATH_MAX_BYTES];

	if (strchr(name, '/'))
		return execv(name, argv);
	strcpy(path, "/bin/");
	if (strlcpy(path + 5, name, sizeof(path) - 5) >= sizeof(path) - 5)
		return (int)to_errno(-ENAMETOOLONG);
	return execv(path, argv);
}

/* PM never answers an exit. When it crashes on it, an error comes back: try once more, then stop by an exception. */
void _exit(int status)
{
	for (int i = 0; i < 2; i++)
		call3(EP_PM, CALL_PM_EXIT, (uint64_t)(status & 0xff), 0, 0);
	for (;;)
		__builtin_trap();
}

pid_t waitpid_ms(pid_t pid, int *status, int options, unsigned timeout_ms)
{
	struct msg m = { .type = CALL_PM_WAITPID, .a = { (uint64_t)(int64_t)pid, (uint64_t)options, timeout_ms } };
	int64_t r = call_msg(EP_PM, &m);

	if (r > 0 && status)
		*status = (int)m.a[1];
	return (pid_t)to_errno(r);
}

pid_t waitpid(pid_t pid, int *status, int options)
{
	return waitpid_ms(pid, status, options, 0);
}

pid_t getpid(void)
{
	return (pid_t)to_errno(call3(EP_PM, CALL_PM_GETPID, 0, 0, 0));
}

static pid_t getpid_other(int which)
{
	struct msg m = { .type = CALL_PM_GETPID };
	int64_t r = call_msg(EP_PM, &m);

	return r < 0 ? (pid_t)to_errno(r) : (pid_t)m.a[which];
}

pid_t getppid(void)
{
	return getpid_other(1);
}

pid_t getpgrp(void)
{
	return getpid_other(2);
}

int setpgid(pid_t pid, pid_t group)
{
	return (int)to_errno(call3(EP_PM, CALL_PM_SETPGID, (uint64_t)(int64_t)pid, (uint64_t)(int64_t)group, 0));
}

int sleep_ms(unsigned ms)
{
	return (int)to_errno(call3(EP_PM, CALL_PM_SLEEP, ms, 0, 0));
}

int alarm_ms(unsigned ms)
{
	return (int)to_errno(call3(EP_PM, CALL_PM_ALARM, ms, 0, 0));
}

int nice_add(pid_t pid, int delta)
{
	return (int)to_errno(call3(EP_PM, CALL_PM_NICE, (uint64_t)(int64_t)pid, (uint64_t)(int64_t)delta, 0));
}

int times_ms(uint64_t *uptime, uint64_t *own, uint64_t *children)
{
	struct msg m = { .type = CALL_PM_TIMES };
	int64_t r = call_msg(EP_PM, &m);

	if (r < 0)
		return (int)to_errno(r);
	*uptime = (uint64_t)r;
	*own = m.a[1];
	*children = m.a[2];
	return 0;
}

int procinfo(unsigned index, struct pm_procinfo *out)
{
	struct msg m = { .type = CALL_PM_PROCINFO, .a = { index } };

	msg_grant_write(&m, 0, out, sizeof(*out));
	return (int)to_errno(call_msg(EP_PM, &m));
}
