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
	OSIRIS_RUNTIME,  /* the runtime's own traffic */
	OSIRIS_HARMLESS /* the receiver's state changes, and it does no harm when the sender forgets why: only `extended` allows it */
};

/* What a replacement does (OSIRIS IV-C). */
enum osiris_decision {
	OSIRIS_CARRY_ON,    /* keep the state as it is (naive) */
	OSIRIS_ERROR_REPLY, /* roll back and answer the requester with an error */
	OSIRIS_KILL_REQUESTER, /* roll back and end the requester: its end takes back what it was given, or is what it asked for */
	OSIRIS_DROP_MESSAGE,      /* roll back and forget the message */
	OSIRIS_REPEAT_MESSAGE,    /* roll back and have it delivered again */
	OSIRIS_SHUTDOWN_WINDOW,   /* the window was closed: the state may be known outside */
	OSIRIS_SHUTDOWN_REQUESTER /* nobody waits for an answer: a rollback would lose the message */
};

/* What may be done after a rollback, or-ed: what osiris_checkpoint() is told of a message. Only `extended` does more than answer. */
enum osiris_remedy {
	OSIRIS_ANSWER = 1, /* the requester waits and takes any error */
	OSIRIS_KILL = 2,   /* the requester is a process that may be ended */
	OSIRIS_DROP = 4,
	OSIRIS_REPEAT = 8
};

#define OSIRIS_NOBODY UINT32_MAX /* no process */

/* At each fresh start. `layout` must stay valid; only its data, runtime and stack ranges are used. Closes the window. */
void osiris_init(const struct kmend_header *layout, enum kmend_policy policy);

/*
 * Top of the loop: forgets the old log and opens a window over the request of `requester` (an endpoint), kind `request`.
 * `remedies`: OSIRIS_ANSWER and others, or-ed. Baseline policies never open a window.
 */
void osiris_checkpoint(uint32_t requester, uint64_t request, unsigned remedies);

/*
 * A checkpoint in the middle of a request: a cooperative thread is about to go on from where it waited. Its frames, [from, high) of its stack, are
 * saved, because no instrumentation sees what calls push there; a rollback puts them back, and the glue has the wait end with an error.
 * The requester is then OSIRIS_NOBODY: the thread itself answers. No window opens when they do not fit the log.
 */
void osiris_resume(uint64_t from, uint64_t high);
/* Is the window one of osiris_resume()? In a replacement: was it, when the instance crashed? */
int osiris_resumed(void);

/* SEEP check, before a message of that class leaves. */
void osiris_outbound(enum osiris_effect effect);

/*
 * For `extended`; under every other policy the window closes where it closes for OSIRIS_MODIFIES. osiris_outbound_local(): the SEEP check
 * before a message whose effects are confined to `process`. osiris_created(): that process came into being in this window, nobody knows it
 * yet. osiris_charge(): the request is about that process; `ends`: it has to be ended after a rollback that took back what it was given,
 * else whoever asked does that.
 */
void osiris_outbound_local(uint32_t process);
void osiris_created(uint32_t process);
void osiris_charge(uint32_t process, int ends);
/* Does the policy know harmless and local effects? */
int osiris_lenient(void);
/* In a replacement: the nth process that the window touched, OSIRIS_NOBODY past the last one; *ends: it has to be ended. */
uint32_t osiris_touched(uint32_t n, int *ends);
/* The nth of those that have to be ended. */
uint32_t osiris_victim(uint32_t n);
int osiris_is_victim(uint32_t process);

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

/* Bytes of undo log in use. */
uint64_t osiris_log_used(void);

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

/*
 * What the checks in place call (levels `checked` and `cloned`). They keep nearly all registers. __kmend_log_full(): log_at has reached
 * the end; afterwards there is room, and if nothing could be spared the window is closed. __kmend_log_near(): a write to
 * [addr, addr + size) comes, which may touch the protected region.
 */
#if __has_attribute(preserve_most)
#define OSIRIS_KEEPS_REGISTERS __attribute__((preserve_most))
#else /* only code that clang compiled calls them so */
#define OSIRIS_KEEPS_REGISTERS
#endif
OSIRIS_KEEPS_REGISTERS void __kmend_log_full(void);
OSIRIS_KEEPS_REGISTERS void __kmend_log_near(void *addr, uint64_t size);

#endif
