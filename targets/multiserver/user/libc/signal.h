/* Signals. Sets are bit masks: bit (1u << signal). A handler runs on the process's own stack. */
#ifndef LIBC_SIGNAL_H
#define LIBC_SIGNAL_H

#include <stdint.h>

#include "ms/types.h"

#define SIGBIT(signal) (1u << (signal))

typedef void (*sighandler_t)(int);

#define SIG_ERROR ((sighandler_t) - 1)
#define SIG_DEFAULT ((sighandler_t)SIG_DFL)
#define SIG_IGNORE ((sighandler_t)SIG_IGN)

int kill(int pid, int signal); /* pid -1: everybody but pid 1 and the caller */
int raise(int signal);

/* Installs a handler during which `mask` and the signal itself are blocked; the old one, or SIG_ERROR. */
sighandler_t sigaction_set(int signal, sighandler_t handler, uint32_t mask);
sighandler_t signal(int signal, sighandler_t handler);

int sigprocmask(int how, uint32_t set, uint32_t *old); /* old may be NULL */
int sigsuspend(uint32_t mask);                         /* always -1; errno EINTR after a handler */
int sigpending(uint32_t *set);

#endif
