/*
 * PM: processes and signals. Shared declarations of its files.
 *
 * PM's process table says who exists, who is whose child and who waits for what. The kernel holds the registers, VM the
 * memory, VFS the descriptors, DS the subscriptions of a process; PM is the only one that tells all four of them that a
 * process begins or ends. It calls them as late as it can: every handler first checks everything, then writes its own
 * books, then talks (OSIRIS IV-B: the recovery window is open until the first message that modifies something).
 *
 *   table.c  slots and pids            timer.c   deadlines over the one alarm of the kernel
 *   fork.c   a child                   signal.c  who gets which signal and what it does to him
 *   exec.c   a new program             sigcall.c the calls about masks and handlers
 *   elf.c    is it one?                kill.c    addressing of signals
 *   exit.c   the end of a process      wait.c    what the parent learns of it
 *   info.c   ids, times, nice          cleanup.c telling the others
 *   init.c   pid 1                     audit.c   the books against the kernel's and VM's
 */
#ifndef PM_H
#define PM_H

#include "server.h"

#define NPROC NUSER /* zombies count too */
#define PID_INIT 1
#define PID_MAX 30000      /* pids are given out in a circle */
#define MS_MAX 1000000000u /* longest time-out that a request may name: 11 days */
#define NICE_MAX 19
#define ARGC_MAX 64
#define NO_REPLY INT64_MIN /* a handler's result: the requester waits on, or is gone */

typedef uint32_t sigset_t; /* bit (1u << signal) */

enum proc_use { PROC_FREE, PROC_LIVE, PROC_ZOMBIE };
enum proc_wait { WAIT_NONE, WAIT_CHILD, WAIT_SLEEP, WAIT_SIGNAL };

struct action {
	uint64_t handler; /* SIG_DFL, SIG_IGN or an address */
	uint64_t restorer;
	sigset_t mask; /* blocked besides the signal itself while the handler runs */
};

struct proc {
	uint8_t use;  /* enum proc_use */
	uint8_t wait; /* enum proc_wait: what a live process that sits in a PM call waits for */
	uint8_t nice;
	uint8_t execed;  /* since its fork: its parent cannot change its group any more */
	int16_t parent;  /* slot; -1 for pid 1 */
	uint16_t status; /* of a zombie, as waitpid gives it */
	int32_t pid, pgid;
	int32_t wait_pid; /* WAIT_CHILD: the first argument of waitpid */
	endpoint_t ep;    /* EP_NONE for a zombie */
	sigset_t mask, pending;
	sigset_t saved_mask;      /* WAIT_SIGNAL: what sigsuspend replaced */
	uint64_t cpu_ms;          /* of a zombie */
	uint64_t children_cpu_ms; /* of waited-for children and theirs */
	char name[16];
	struct action action[NSIG];
};

/* --- table.c ------------------------------------------------------------------------------------------------------- */

extern struct proc procs[NPROC];
void table_init(void);
struct proc *proc_by_endpoint(endpoint_t ep); /* live ones only */
struct proc *proc_by_pid(int32_t pid);        /* live ones and zombies */
struct proc *proc_parent(const struct proc *p);
int proc_slot(const struct proc *p);
/* 1 when a process of that group lives. */
int group_exists(int32_t pgid);
/* A zeroed slot with default signal actions; NULL when the table is full. The caller sets use. */
struct proc *proc_alloc(void);
void proc_free(struct proc *p);
/* Next free pid, which is also no group's number. */
int32_t pid_alloc(void);
/* Endpoint that was last seen in a kernel slot, EP_NONE never; for the audit. */
void endpoint_note(endpoint_t ep);
endpoint_t endpoint_last(unsigned index);

/* --- timer.c --------------------------------------------------------------------------------------------------------- */

enum timer_kind { TIMER_ALARM, TIMER_WAIT, NTIMER };
void timers_init(void);
void timer_set(const struct proc *p, enum timer_kind kind, uint64_t ms);
void timer_cancel(const struct proc *p, enum timer_kind kind);
/* Milliseconds left, rounded up; 0 when not set. */
uint64_t timer_left(const struct proc *p, enum timer_kind kind);
/* Tells the kernel when the earliest deadline changed: once, at the end of a request. */
void timers_commit(void);
/* Runs everything that is due. */
void timers_expire(void);
unsigned timers_audit(char *text, size_t size);

/* --- signal.c -------------------------------------------------------------------------------------------------------- */

static inline sigset_t sig_bit(int signal)
{
	return 1u << signal;
}

#define SIG_UNBLOCKABLE (1u << SIGKILL)
#define SIG_ALL (0xfffffffeu)

/* Marks a signal pending and lets it act if it can. The process may be gone afterwards. */
void signal_send(struct proc *p, int signal);
/* Lets every pending, unblocked signal act. */
void signal_deliver(struct proc *p);
/* An exception of the process itself: cannot be ignored or put off. */
void signal_exception(struct proc *p, int signal);
/* Fetches all exceptions that the kernel holds. */
void signal_fetch(void);
/* Ends what the process waits for in PM, with a result. */
void wake(struct proc *p, int64_t result);
/* exec: handlers do not survive, ignored signals stay ignored. */
void signal_reset(struct proc *p);

/* --- wait.c, exit.c, cleanup.c, exec.c, elf.c --------------------------------------------------------------------------- */

/* A child became a zombie: its parent hears of it, in whatever way the parent wants. */
void parent_learns(struct proc *child);
/* Does waitpid's first argument mean this child? */
int wait_wants(const struct proc *parent, const struct proc *child, int32_t pid);
/* status as in waitpid. The slot is a zombie's or free afterwards. */
void exit_process(struct proc *p, unsigned status);

/*
 * Ends a process in the kernel and has the servers named in `held` let go of it. Its endpoint goes with the last of
 * them: at once, or when cleanup_again() has better luck.
 */
enum { OWED_FILES = 1, OWED_MEMORY = 2, OWED_KEYS = 4, OWED_ALL = 7 };
void cleanup(endpoint_t ep, unsigned held);
/* Asks once more for one of the processes that a server could not let go of. */
void cleanup_again(void);
/*
 * After a rollback that forgot a process which was being made (sv_set_end_hook): stops it and owes it to everybody, so that it goes with
 * cleanup_again(). 0 when PM knows the process: it ends like any other.
 */
int cleanup_unknown(endpoint_t ep);
/* OWED_... of a kernel slot, for the audit. */
unsigned cleanup_owed(unsigned index);
/* Request with up to four arguments and no grants; -> result. */
int64_t ask(endpoint_t server, uint32_t type, uint64_t a0, uint64_t a1, uint64_t a2, uint64_t a3);

#define NSEGMENT 4
struct segment {
	uint64_t addr, bytes;       /* whole pages */
	uint64_t data, data_offset; /* where file bytes go, and from where in the file */
	uint64_t data_bytes;
	uint32_t prot;
};
struct program {
	uint32_t ino;
	uint64_t size; /* of the file */
	uint64_t entry;
	unsigned nsegments;
	struct segment segment[NSEGMENT];
};
/* Reads an ELF64 header and program headers out of the first `have` bytes of a file. 0 or -ENOEXEC. */
int elf_parse(const void *head, uint64_t have, struct program *program);

struct arguments {
	unsigned argc;
	unsigned bytes;
	char block[ARG_MAX_BYTES]; /* argc strings, each with its NUL */
};
/* Opens a program for a process: everything is checked, nothing is changed. */
int exec_open(const struct proc *p, const char *path, struct program *program);
/* Replaces the memory of the process and starts the program. An error leaves the process without memory. */
int exec_load(const struct proc *p, const struct program *program, const struct arguments *args);
void exec_name(struct proc *p, const char *path);

/* --- requests: result for the reply; handlers may fill m->a[1..5] -------------------------------------------------------- */

int64_t do_fork(struct proc *self, struct msg *m);
int64_t do_exec(struct proc *self, struct msg *m);
int64_t do_exit(struct proc *self, struct msg *m);
int64_t do_waitpid(struct proc *self, struct msg *m);
int64_t do_kill(struct proc *self, struct msg *m);
int64_t do_sigaction(struct proc *self, struct msg *m);
int64_t do_sigprocmask(struct proc *self, struct msg *m);
int64_t do_sigsuspend(struct proc *self, struct msg *m);
int64_t do_sigpending(struct proc *self, struct msg *m);
int64_t do_sigreturn(struct proc *self, struct msg *m);
int64_t do_alarm(struct proc *self, struct msg *m);
int64_t do_sleep(struct proc *self, struct msg *m);
int64_t do_getpid(struct proc *self, struct msg *m);
int64_t do_setpgid(struct proc *self, struct msg *m);
int64_t do_times(struct proc *self, struct msg *m);
int64_t do_procinfo(struct proc *self, struct msg *m);
int64_t do_nice(struct proc *self, struct msg *m);
int64_t do_start_init(struct msg *m);
void do_audit(const struct msg *m); /* replies itself */

#endif
