/*
 * What a service is written against: start, top of the loop, messages, kernel calls, strings.
 *
 * A service supplies server_init() and server_main(). Everything below is compiled without fault sites and without
 * recovery instrumentation: it is part of the reliable computing base. Every outbound call passes the SEEP check of
 * the recovery runtime (OSIRIS III-B) with the class that ms/calls.h gives its message kind, and whatever the kernel
 * writes into the service's memory is logged for rollback before the trap.
 *
 * Rules for services
 * - server_main() is entered again on a fresh main stack after recovery: nothing that must survive may live in its
 *   locals, and no global may point into the main stack.
 * - State is consistent at every top of the loop; a request that cannot be finished in one go leaves its continuation
 *   in globals (or in a cooperative thread).
 * - Every function returns 0 or a positive result, or a negative errno (ms/errno.h), unless it says otherwise.
 */
#ifndef MS_LIB_SERVER_H
#define MS_LIB_SERVER_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <kmend/abi.h>
#include <kmend/policy.h>

#include <rt.h>

#include <ms/params.h>
#include <ms/ipc.h>
#include <ms/errno.h>
#include <ms/calls.h>
#include <ms/kcall.h>
#include <ms/types.h>

/* --- supplied by the service ------------------------------------------------------------------------------------ */

/* Fresh start only, before the first receive: fills the tables. Must not call other services; kernel calls are fine. */
void server_init(void);
/* The request loop (OSIRIS Figure 1). Never returns. Entered after server_init(), and again after each recovery. */
void server_main(void);

/* --- top of the loop (sef.c) ------------------------------------------------------------------------------------ */

/*
 * Waits for the next message and opens the recovery window over it (checkpoint, OSIRIS IV-B). Heartbeats are answered
 * here and never seen by the service. Closes the window of the message before. m->source and m->type are set.
 */
void sv_receive(struct msg *m);
/* Answers a process that waits for us: a0 = result. -ESRCH when it does not wait (any more). Closes the window. */
int sv_reply(endpoint_t to, int64_t result);
/* The same with a whole reply: the caller fills m->a[0..5]; m->type is set here. */
int sv_reply_msg(endpoint_t to, struct msg *m);
/* Request and wait: *m is overwritten by the reply. Returns the IPC error (negative), or the reply's a0 otherwise. */
int64_t sv_sendrec(endpoint_t to, struct msg *m);
/* Rendezvous send, blocks until received. 0 or negative errno. */
int sv_send(endpoint_t to, struct msg *m);
/* Never blocks. */
int sv_notify(endpoint_t to, uint32_t bits);
/* Requester's memory, through grant `slot` (0 or 1) of its request. 0 or negative errno (-EFAULT, -EPERM). */
int sv_copy_from(endpoint_t from, unsigned slot, uint64_t offset, void *to, uint64_t bytes);
int sv_copy_to(endpoint_t to, unsigned slot, uint64_t offset, const void *from, uint64_t bytes);
/*
 * A string of the requester (path, key, name): copies grant `slot` of m, at most size - 1 bytes, and ends it with a
 * NUL. Returns its length; -EINVAL no such grant or no readable one or a length of 0, -ENAMETOOLONG does not fit.
 */
int sv_copy_string(const struct msg *m, unsigned slot, char *to, size_t size);

/* --- cooperative threads (OSIRIS IV-E) -------------------------------------------------------------------------- */

/*
 * The thread library says which cooperative thread runs from now on: [low, high) is its stack, inside the service's
 * data. NULL, NULL: the main thread (the one of sv_receive) runs. Does not touch the window.
 */
void sv_thread_running(const void *low, const void *high);
/* A thread gives up the processor before its request is finished: the window is closed by force. */
void sv_thread_yielding(void);
/*
 * A thread that waited is about to go on: a window of its own opens. [from, high) are the frames on its stack. After a crash in that window the
 * recovery hook is called with `resumed`.
 */
void sv_thread_resuming(const void *from, const void *high);
/* A request that was put off is about to begin: a window over it, as sv_receive() opens one. */
void sv_window(endpoint_t requester, uint32_t type);
/*
 * Called in the replacement after the rollback and before the error reply, on the main stack, so that the thread library
 * puts the crashed thread right. `low` is the stack of the thread that crashed, NULL if the main thread did. Checkpoints
 * are taken in sv_receive, so after the rollback the library's own tables already say what they said there. Set it in
 * server_init(). Not called under `naive` (its state is kept as it is). `resumed`: the window was one of sv_thread_resuming(); the wait of that
 * thread is to end with an error, and the thread answers for itself.
 */
void sv_set_recovery_hook(void (*hook)(const void *low, int resumed));

/*
 * Called in the replacement after the rollback, under `extended`, for each process that the window touched (ms/extended.h). Of those that
 * have to end, 1: the service sees to it itself, because nobody else knows of the process; 0: the kernel tells PM. For server_init().
 */
void sv_set_end_hook(int (*hook)(endpoint_t process));

/* --- diagnosis -------------------------------------------------------------------------------------------------- */

/* A broken invariant is a detected fault (cause assertion). The text goes to the console. */
#define ms_assert(condition) ((condition) ? (void)0 : sv_assert_failed(#condition, __FILE_NAME__, __LINE__))
_Noreturn void sv_assert_failed(const char *what, const char *file, int line);
/* One line to the console, "NAME: text\n"; printf-like, see sv_format. */
__attribute__((format(printf, 1, 2))) void sv_log(const char *format, ...);
/* An event line: "EVENT key=value ..."; the kernel frames it. At most 400 bytes. */
__attribute__((format(printf, 1, 2))) void sv_event(const char *format, ...);
/*
 * Answer of an audit request: copies `text` (the first problem; "" if none) into grant 0 of the requester, cut to its
 * length and with its NUL, and replies with the number of problems.
 */
int sv_reply_audit(const struct msg *m, unsigned problems, const char *text);

/* --- kernel calls (kcalls.c): thin wrappers, arguments in the order of ms/calls.h -------------------------------- */

/* Any kernel call; the SEEP check and the logging of what it writes are done inside. */
int64_t kc_call(uint32_t number, struct kcall *k);

int kc_bootinfo(struct kc_bootinfo *info);
int kc_event(const char *text, size_t bytes);
int kc_console(const char *text, size_t bytes);
int kc_stop(enum kmend_stop stop);
uint64_t kc_time(void); /* guest virtual time in ns */
int kc_setalarm(uint64_t ns_from_now);
/* The same, but an alarm that comes earlier stays. */
int kc_alarm_by(uint64_t ns_from_now);
/* Own memory for another process: slot 2 and up; bytes 0 revokes. */
int kc_grant(unsigned slot, endpoint_t to, uint32_t access, void *p, uint64_t bytes);

int64_t kc_proc_create(endpoint_t parent);
int kc_proc_exec(endpoint_t ep, uint64_t entry, uint64_t sp);
int kc_proc_exit(endpoint_t ep);
int kc_proc_stop(endpoint_t ep);
int kc_proc_run(endpoint_t ep, int64_t result);
int kc_proc_signal(endpoint_t ep, uint64_t handler, int signal, uint64_t restorer, uint64_t mask);
/* -> enum kc_state or negative errno; waits_for and cpu_ms may be NULL. */
int kc_proc_state(endpoint_t ep, endpoint_t *waits_for, uint64_t *cpu_ms);
int kc_proc_nice(endpoint_t ep, int nice);
int kc_proc_write(endpoint_t ep, uint64_t addr, const void *from, uint64_t bytes);
int64_t kc_getsignal(int *signal); /* -> endpoint, or -EAGAIN */

int kc_vm_map(endpoint_t ep, uint64_t addr, uint64_t frame, uint32_t prot);
int kc_vm_clear(endpoint_t ep);
int kc_vm_zero(uint64_t frame);
int kc_vm_copy(uint64_t to_frame, uint64_t from_frame);
int64_t kc_vm_lookup(endpoint_t ep, uint64_t addr, uint32_t *prot); /* -> frame or -EFAULT */
/* How many page table entries hold each of the n frames from `first` on, counted from VM's first. */
int kc_vm_maps(uint32_t first, uint16_t *counts, unsigned n);

/* Slot 0: the free one of the two slots of that service. Returns the slot taken. */
int kc_spawn(endpoint_t program, uint32_t slot);
int kc_start(uint32_t slot, endpoint_t ep, uint32_t trap_mask, uint32_t kcall_mask);
int kc_getcrash(struct kc_crash *crash);
int kc_replace(uint32_t crashed_slot, uint32_t clone_slot, int recover);
int kc_stall(int on);
int kc_crash(endpoint_t ep);
int kc_transfer(void); /* -> enum kmend_policy */
int kc_recovered(enum recovery_action action, uint64_t log_bytes, endpoint_t source, uint32_t bits);
int kc_activate(void);        /* -> KMEND_ACTION; only for recovery-rt/fault */
uint64_t kc_draw(int random); /* 0: the fault's seed; 1: a random number; the same */
int kc_shutdown(const char *reason);
int kc_rt(endpoint_t ep, struct osiris_rt *rt);
int64_t kc_frames(uint64_t *user_table_frames);

/* --- strings and memory (string.c); those that write log what they overwrite --------------------------------------- */

void *memcpy(void *to, const void *from, size_t bytes);
void *memmove(void *to, const void *from, size_t bytes);
void *memset(void *to, int value, size_t bytes);
int memcmp(const void *a, const void *b, size_t bytes);
size_t strlen(const char *s);
size_t strnlen(const char *s, size_t max);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t max);
char *strchr(const char *s, int c);
char *strrchr(const char *s, int c);
/* Copies at most size - 1 characters and ends with a NUL; returns strlen(from). */
size_t strlcpy(char *to, const char *from, size_t size);
/* %d %i %u %x %c %s %% with l, ll, z, width, 0 and -; and %.*s / %.Ns. Always ends with a NUL; returns the length it would need. */
__attribute__((format(printf, 3, 4))) int sv_format(char *to, size_t size, const char *format, ...);
int sv_vformat(char *to, size_t size, const char *format, va_list args);

#endif
