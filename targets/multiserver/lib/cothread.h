/*
 * Cooperative threads inside one event-driven server (OSIRIS IV-E). The main thread receives messages; a worker thread
 * works on one request and may wait in the middle of it. Nothing preempts: a thread runs until it finishes or sleeps.
 *
 * Protocol with recovery
 * - The recovery window belongs to the thread that started the request. A thread that sleeps closes the window, and a
 *   thread that is resumed runs with the window closed.
 * - Checkpoints are taken on the main stack while no worker runs, so every thread is then either idle, with no context
 *   at all, or asleep with its context on its own stack. A rollback therefore restores every thread but the one that
 *   crashed, which was idle at the checkpoint; cothread_repair() makes sure that it is idle again.
 * - The only data that switching writes lies on the stack of the thread concerned: nothing for the undo log to miss.
 *
 * Stacks and tables are static: no allocation.
 */
#ifndef MS_LIB_COTHREAD_H
#define MS_LIB_COTHREAD_H

#include <stdint.h>

#define COTHREAD_COUNT 8u
#define COTHREAD_STACK_BYTES 12288u

enum cothread_state { COTHREAD_IDLE, COTHREAD_RUNNING, COTHREAD_READY, COTHREAD_SLEEPING };

struct cothread {
	uint32_t index;        /* 0 .. COTHREAD_COUNT - 1 */
	uint32_t state;        /* enum cothread_state */
	struct cothread *next; /* in the idle list, the ready queue or a wait queue */
	void *job;             /* what the thread works on; NULL when idle */
};

/* Threads that sleep for the same reason, first come first served. All zeros is an empty queue. */
struct cothread_queue {
	struct cothread *first, *last;
};

/* Many readers or one writer, in order of arrival. All zeros is a free lock. */
struct cothread_lock {
	uint32_t readers;
	uint32_t writer; /* 0 or 1 */
	struct cothread_queue waiting;
	uint32_t wants_write[COTHREAD_COUNT]; /* what each waiting thread waits for */
};

/* Fresh start: every thread idle. `body` is what a thread runs for each job; it returns when the job is done. */
void cothread_init(void (*body)(void *job));

/* From the main thread: runs `job` on an idle thread until it ends or sleeps. 0, or -1 when no thread is idle. */
int cothread_start(void *job);
/* From the main thread: resumes ready threads until none is left. The window is closed if there was one. */
void cothread_run_ready(void);
/* 1 when cothread_start() would find a thread. */
int cothread_idle(void);

/* The worker thread that runs, NULL in the main thread. */
struct cothread *cothread_current(void);
/* From a worker: sleeps in `queue` until woken. Closes the recovery window. */
void cothread_sleep(struct cothread_queue *queue);
/* From anywhere: the first (or every) sleeper becomes ready. */
void cothread_wake_one(struct cothread_queue *queue);
void cothread_wake_all(struct cothread_queue *queue);

/* From a worker; can sleep. A thread must not hold the lock already. */
void cothread_lock_shared(struct cothread_lock *lock);
void cothread_lock_exclusive(struct cothread_lock *lock);
/* Releases what the caller holds and hands the lock on. */
void cothread_unlock(struct cothread_lock *lock);

/*
 * Recovery hook: called in the replacement after the rollback, on the main stack. `low` is the stack of the thread that
 * crashed, NULL when it was the main thread. Afterwards that thread is idle and the main thread is the current one.
 */
void cothread_repair(const void *low);

/* For audits: threads that are not idle and not the caller. */
unsigned cothread_busy(void);

#endif
