/*
 * The process between kmend and a shell command: it answers for everything that the command starts. Between fork and exec:
 * it calls nothing but what a signal handler may call.
 */
#ifndef KMEND_BUILD_WARDEN_H
#define KMEND_BUILD_WARDEN_H

#include <signal.h>
#include <sys/types.h>

struct warden {
	const char *command; /* for sh -c */
	int output;          /* descriptor that the command writes to */
	pid_t parent;        /* who wants the command; when it is gone the command goes too */
	sigset_t mask;       /* signal mask of the command */
};

/*
 * In a forked process with all signals blocked. Never returns: exits with the status of the command (128 + signal when it
 * was killed), after the last process of the command is gone.
 */
_Noreturn void warden_run(const struct warden *warden);

#endif
