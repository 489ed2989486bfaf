/*
 * The OSIRIS recovery runtime: what a component's glue calls. Freestanding, no allocation, no libc; includes only the
 * ABI, so that a kernel of any licence can take it.
 *
 * Life of a request (OSIRIS IV): osiris_checkpoint() at the top of the loop opens the recovery window and forgets the
 * undo log; __kmend_log_store(), called by the instrumentation before every store, fills it; osiris_outbound() is the
 * SEEP check before every outbound message and closes the window where the policy says so. When the component crashes,
 * its replacement gets a copy of its data and of this runtime's region, asks osiris_decide() and, where that says error
 * reply, calls osiris_rollback(). One thread of control calls all of this; nothing here is reentrant.
 */
#ifndef KMEND_OSIRIS_H
#define KMEND_OSIRIS_H

#include <kmend/abi.h>

#include "rt.h"

/* SEEP class of an outbound message kind (OSIRIS III-B). */
enum osiris_effect {
	OSIRIS_MODIFIES, /* the receiver's state depends on us afterwards */
	OSIRIS_READS,    /* the receiver only answers */
	OSIRIS_RUNTIME   /* the runtime's own traffic */
};

/* What a replacement does (OSIRIS IV-C). */
enum osiris_decision {
	OSIRIS_CARRY_ON,          /* keep the state as it is (naive) */
	OSIRIS_ERROR_REPLY,       /* roll back and answer the requester with an error */
	OSIRIS_SHUTDOWN_WINDOW,   /* the window was closed: the state may be known outside */
	OSIRIS_SHUTDOWN_REQUESTER /* nobody waits for an answer: a rollback would lose the message */
};

/* At each fresh start. `layout` must stay valid; only its data, runtime and stack ranges are used. Closes the window. */
void osiris_init(const struct kmend_header *layout, enum kmend_policy policy);

/*
 * Top of the loop: forgets the old log and opens a window over the request of `requester` (an endpoint), kind `request`.
 * `replyable`: it waits and takes any error. Baseline policies never open a window.
 */
void osiris_checkpoint(uint32_t requester, uint64_t request, int replyable);

/* SEEP check, before a message of that class leaves. */
void osiris_outbound(enum osiris_effect effect);

/* Closes the window: end of the request, a yielding thread, overflow. */
void osiris_close(void);

/* The stack of the running cooperative thread; 0, 0: the main thread runs. For the oracle and for the repair. */
void osiris_thread(uint64_t low, uint64_t high);
/* Low end of that stack, 0 for the main thread; in a replacement: of the thread that crashed. */
uint64_t osiris_thread_low(void);

/* In a replacement, after the state transfer. */
enum osiris_decision osiris_decide(enum kmend_policy policy);

/*
 * In a replacement: undoes the log, newest entry first, then, in oracle builds, compares the data with the checkpoint.
 * Leaves the window closed and the log empty. 0, or -1 when the log does not parse (then nothing is to be trusted).
 */
int osiris_rollback(void);

/* What fault injection asks (recovery-rt/fault): 1 inside a window. */
int kmend_is_protected(void);

/* The statistics and the window, for reading. */
const struct osiris_rt *osiris_rt(void);

/* 64 bytes inside the protected region for the component's glue: zero at a fresh start, transferred with the rest. */
void *osiris_client(void);

/*
 * Called by the instrumentation before a store, atomic or memory intrinsic writes [addr, addr + size), and by
 * uninstrumented code on behalf of others. Stops a stray write into the protected region (window open or not: counted,
 * then a trap), and inside a window saves the old bytes. The live main stack is skipped. A log that is full closes the
 * window and is counted. May fault where the store itself would.
 */
void __kmend_log_store(void *addr, uint64_t size);

/*
 * The same before a function that was told that there are `room` bytes at `addr`, and writes as many or fewer. Programs say more
 * than there is (snprintf with INT_MAX): what lies past the end of the component's data, of its stack, or in the protected region is
 * not room.
 */
void __kmend_log_room(void *addr, uint64_t room);

#endif
