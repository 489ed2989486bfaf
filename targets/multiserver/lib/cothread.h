/*
 * Cooperative threads inside one event-driven server (OSIRIS IV-E). The main thread receives messages; a worker thread
 * works on one request and may wait in the middle of it. Nothing preempts: a thread runs until it finishes or sleeps.
 *
 * Protocol with recovery
 * - The recovery window belongs to the thread that runs. A thread that sleeps closes it; one that is resumed gets another one, with a checkpoint at
 *   the place where it slept: if it crashes there, it wakes up in the replacement and its wait ends with -E_CRASH. It gives up what it
 *   holds and answers its requester with the error. This happens once: what it does then is not protected.
 * - From cothread_commit() on a thread does not take errors: it has changed what an error would leave half done. When it sleeps after that it is
 *   resumed with the window closed.
 * - Checkpoints are taken on the main stack while no worker runs, so every thread is then idle, with no context at all, or has its context
 *   on its own stack. A rollback therefore restores every thread but the one that crashed. If that was idle at the checkpoint,
 *   cothread_repair() makes sure that it is idle again; if it was resumed, the runtime puts back the frames that it had.
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
	uint16_t committed;    /* it takes no errors any more */
	uint16_t failed;       /* its wait ends with -E_CRASH */
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
/* From the main thread: resumes ready threads until none is left, each in a window of its own. */
void cothread_run_ready(void);
/* 1 when cothread_start() would find a thread. */
int cothread_idle(void);

/* The worker thread that runs, NULL in the main thread. */
struct cothread *cothread_current(void);
/* From a worker: sleeps in `queue` until woken. Closes the recovery window. 0, or -E_CRASH: what came after the wait has crashed. */
int cothread_sleep(struct cothread_queue *queue);
/* From a worker: its request cannot be given up any more. */
void cothread_commit(void);
/* From anywhere: the first (or every) sleeper becomes ready. */
void cothread_wake_one(struct cothread_queue *queue);
void cothread_wake_all(struct cothread_queue *queue);

/* From a worker; can sleep. A thread must not hold the lock already. 0, or -E_CRASH: it does not hold the lock. */
int cothread_lock_shared(struct cothread_lock *lock);
int cothread_lock_exclusive(struct cothread_lock *lock);
/* Releases what the caller holds and hands the lock on. */
void cothread_unlock(struct cothread_lock *lock);

/*
 * Recovery hook: called in the replacement after the rollback, on the main stack. `low` is the stack of the thread that
 * crashed, NULL when it was the main thread. Afterwards the main thread is the current one, and that thread is idle, or ready with -E_CRASH
 * when it had been resumed.
 */
void cothread_repair(const void *low, int resumed);

/* For audits: threads that are not idle and not the caller. */
unsigned cothread_busy(void);

#endif
