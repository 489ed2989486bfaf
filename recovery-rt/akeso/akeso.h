/*
 * The Akeso recovery runtime: recovery domains for a multithreaded kernel. Freestanding, no allocation, no libc; knows no
 * kernel. The words and the semantics are the paper's (Lenharth, Adve, King: Recovery Domains; sections 3.5 and 4).
 *
 * A thread begins and ends domains, which nest. Before a thread in a logged domain writes, akeso_write() keeps the old bytes;
 * before it reads, akeso_read() notes whose speculative value it will see. A fault rolls back the innermost domain and
 * everything that depends on it, on whatever thread, so that memory is as if none of them had run; each of the threads
 * lands at the entry of its outermost domain that is gone. What has to happen outside of the runtime (inverse operations,
 * deferred releases, locks that are still held) is handed to the caller as work.
 *
 * The runtime has a lock of its own, so that several processors can call it; it is never held while the caller's code runs. A caller
 * that can be interrupted by code that calls it too must have interrupts off around each call.
 *
 * Memory: two arrays of fixed size. What happens when one is full is said at each function; it is counted, and what could not
 * be kept makes a domain unrecoverable, never wrong.
 */
#ifndef KMEND_AKESO_H
#define KMEND_AKESO_H

#include <stdint.h>

#define AKESO_DOMAINS 128u /* that are not committed, at a time */

/* Powers of two, without a suffix: assembly reads them too. */
#ifndef AKESO_BUCKETS
#define AKESO_BUCKETS 4096
#endif
#ifndef AKESO_TOUCHED
#define AKESO_TOUCHED 4096
#endif
#ifndef AKESO_KEPT
#define AKESO_KEPT 1024
#endif
#ifndef AKESO_OBJECTS
#define AKESO_OBJECTS 1024
#endif
#define AKESO_PAGES 4096

/* Table 1 of the paper. */
enum akeso_kind {
	AKESO_BASIC,       /* merges into its parent; without one it commits when what it depends on has */
	AKESO_REVERSIBLE,  /* commits by itself; its inverse is kept with the parent */
	AKESO_TRANSPARENT, /* commits at once, whatever it has read */
	AKESO_UNLOGGED     /* every write is final */
};

enum akeso_result {
	AKESO_DONE = 0,
	AKESO_UNRECOVERABLE = -1 /* nothing was changed: the fault is the kernel's to handle */
};

/* A call for later: the inverse of an operation, or a release. The runtime only keeps it. */
struct akeso_call {
	uintptr_t function;
	uintptr_t argument[3];
	uintptr_t object; /* of an inverse: the address of what it undoes something of; 0: nothing that can be freed */
};

/* One thread of control, owned by the kernel and all zero before its first domain. It must stay while a domain of it is
 * not committed (akeso_is_free()). */
struct akeso_thread {
	uint32_t top;         /* innermost active domain + 1; 0: none, which is the default unlogged domain */
	uint32_t uncommitted; /* domains of this thread that are completed and not committed */
	uint32_t
		whole; /* it runs what has to run to its end: it cannot be rolled back by a fault there, and lands after it */
	uint32_t working; /* it does what commits have released, in none of its domains, and comes back into them */
	/* Set by a rollback, for the kernel to read and clear: */
	void *landing; /* where this thread goes on: the landing of its outermost rolled-back domain; NULL: it goes on where it is */
	uint32_t lost; /* completed domains that were rolled back: their requester has seen what never happened */
	void *pending; /* of rt.c: where it lands after `whole` */
	struct akeso_thread *next; /* of the threads that one rollback has changed */
	int listed;
};

/* What the caller has to do, in this order. Zero is no work. */
struct akeso_work {
	uint32_t first, last;         /* entries + 1 */
	struct akeso_thread *threads; /* a rollback: all threads with `landing` or `lost` set, the faulting one too */
};

struct akeso_action {
	enum { AKESO_CALL, AKESO_RELEASE_LOCK } kind;
	struct akeso_call call;
	uintptr_t lock;
};

struct akeso_statistics {
	uint64_t domains, merged, committed, rolled_back;
	uint64_t rollbacks;    /* calls of akeso_fault() that rolled back */
	uint64_t cross_thread; /* of them, those that rolled back another thread */
	uint64_t left_behind;  /* domains that had seen what was rolled back, and could not be rolled back themselves */
	uint64_t unrecoverable; /* calls of akeso_fault() that could not */
	uint64_t undone;        /* entries of logs that rollbacks have undone */
	uint64_t edges;         /* reads of another domain's speculative value */
	uint64_t entries_high;  /* most entries ever in use */
	uint64_t log_full;      /* domains that became unrecoverable because there was no entry left */
	uint64_t domains_full;  /* domains that could not begin because there was no slot left */
	uint64_t retries;       /* functions that were called again after a rollback (rt.c) */
	uint64_t voided; /* inverses of objects that were freed for good before it was known whether to undo them */
};

/* Why the last fault could not be rolled back: a domain that would have had to go and could not. */
struct akeso_obstacle {
	void *landing; /* of it; NULL: it has returned, or is an unlogged one */
	uintptr_t
		lock; /* that it has released, and cannot have back; 0: it has done what cannot be undone, or runs to its end */
	int is_other; /* it is not of the faulting thread */
};

struct akeso_entry;
struct akeso_domain {
	void *landing;
	struct akeso_thread *thread;
	uint64_t
		out[AKESO_DOMAINS / 64]; /* domains that this one depends on; of a completed one only the active ones */
	uint32_t below;                  /* domain + 1 that becomes active again at the end; 0: none */
	uint32_t first, last;            /* its log, entries + 1 in the order in which they were made */
	uint32_t unpublished;            /* entry + 1: from here on they are not in the table of versions */
	uint32_t locks;                  /* newest entry + 1 of its log that is of a lock */
	uint32_t reverses;               /* a completed reversible one: domain + 1 that holds its inverse */
	uint32_t inverse;                /* ... and the entry + 1 there */
	uint8_t kind, state, is_root;
	uint8_t is_broken; /* something of it could not be kept: it cannot be rolled back */
	uint8_t is_repaired; /* a completed one whose rollback calls something, so that its thread needs not learn of it */
};

/* A write that the running domain has kept since `stamp` began: made again, it needs nothing. */
struct akeso_kept {
	uintptr_t at;
	uint32_t bytes, stamp;
};

/* The last entry of the running domain for the word at `where`, as long as `stamp` is. */
struct akeso_recent {
	uintptr_t where;
	uint32_t entry, stamp;
};

struct akeso {
	/* What land.c looks at, in this order. */
	uint32_t buckets[AKESO_BUCKETS]; /* entry + 1, newest first: the table of versions */
	struct akeso_kept kept[AKESO_KEPT];
	uint32_t touched[AKESO_TOUCHED]; /* == epoch: a word of this place may have been written and not published */
	uint32_t stamp; /* another: what is kept may be overwritten by now, or belongs to another domain */
	uint32_t epoch; /* another: everything up to here is published */

	struct akeso_recent recent[2 * AKESO_KEPT];
	uint32_t objects[AKESO_OBJECTS];     /* entry + 1, newest first: what inverses undo something of */
	uint32_t pages[AKESO_PAGES];         /* versions and objects in the tables, by their page */
	uint32_t touched_pages[AKESO_PAGES]; /* as `touched` */

	uint32_t lock;
	int eager; /* 1: every write is visible to other processors' reads at once; 0: see akeso_publish() */
	struct akeso_entry *entries;
	uint32_t nentries, free_entry, unused, used;                      /* unused: first that was never used */
	uint32_t versions;                                                /* entries in the table */
	uint64_t live[AKESO_DOMAINS / 64], completed[AKESO_DOMAINS / 64]; /* domains that are not free; of them */
	struct akeso_domain domains[AKESO_DOMAINS];
	struct akeso_statistics statistics;
	struct akeso_obstacle obstacle;
};

#define AKESO_ENTRY_BYTES 40u

/* `memory` of `bytes` bytes, aligned to 8, becomes the log. `akeso` is cleared. */
void akeso_init(struct akeso *akeso, void *memory, uintptr_t bytes, int eager);

/*
 * Enters a domain. `root`: it records no parent. `landing` is handed back when it is rolled back. 1: it began. 0: there is no
 * slot left: the code that follows runs as part of what encloses it, and there must be no akeso_end() (an unlogged one
 * leaves its logged surroundings unrecoverable).
 */
int akeso_begin(struct akeso *akeso, struct akeso_thread *thread, enum akeso_kind kind, int root, void *landing);

/*
 * Leaves the innermost domain. `inverse` undoes what a reversible or unlogged domain has done, NULL: nothing does. Of a basic one that is a
 * root it is what is called, after all inverses, when the domain is rolled back although it has completed; then it does not count as lost.
 * Appends to `work` what commits have released.
 */
void akeso_end(
	struct akeso *akeso, struct akeso_thread *thread, const struct akeso_call *inverse, struct akeso_work *work);

/*
 * Before `size` bytes at `address` are read, or written, by code of this thread. The bytes must be readable. Two threads that use
 * one location must be synchronised by locks of their own, as ever (3.2): between the call and the access nothing stands.
 */
void akeso_read(struct akeso *akeso, struct akeso_thread *thread, const void *address, uint64_t size);
void akeso_write(struct akeso *akeso, struct akeso_thread *thread, const void *address, uint64_t size);

/* READER will see what WRITER writes now, without saying so: its innermost logged domain depends on WRITER's, if that is logged. */
void akeso_sees(struct akeso *akeso, struct akeso_thread *reader, struct akeso_thread *writer);

/*
 * 1: a write of these bytes by code that is in no logged domain needs not be told. Not with `eager`. What THREAD has not
 * published is looked at too, if it is the one that runs or that was interrupted.
 */
int akeso_is_quiet(const struct akeso *akeso, const void *address, uint64_t size);

/*
 * Before this thread adds `difference` to the counter of 1, 2, 4 or 8 bytes, aligned to its size: a rollback takes it off again, whatever others have
 * added since, and nobody depends on it (5.2). A counter may be written and read as other memory is, but as a whole.
 */
void akeso_added(
	struct akeso *akeso, struct akeso_thread *thread, const void *address, unsigned size, uint64_t difference);

/* Before this thread changes the `bits` of the `size` bytes at `address` (at most 8, in one word), and no others. */
void akeso_write_bits(
	struct akeso *akeso, struct akeso_thread *thread, const void *address, unsigned size, uint64_t bits);

/* Instead of a release (free, put): it is called when the domain commits. 0: the thread is in no logged domain, or there is no room
 * (the domain is unrecoverable then): call it now. The domain comes to depend on one that has an inverse for one of the arguments: what
 * is released must have been acquired. */
int akeso_defer(struct akeso *akeso, struct akeso_thread *thread, const struct akeso_call *release);

/*
 * Before memory is freed for good: inverses of what lies there are not called any more, and no write of a domain is undone there. T
 * runs, in no logged domain (one would become unrecoverable), INTERRUPTED was interrupted by it; either can be NULL.
 */
void akeso_freed(struct akeso *akeso, struct akeso_thread *thread, struct akeso_thread *interrupted,
	const void *address, uint64_t bytes);

/* After a lock was acquired; before one is released. No domain comes to depend on another by them (5.2). */
void akeso_locked(struct akeso *akeso, struct akeso_thread *thread, uintptr_t lock);
void akeso_unlocking(struct akeso *akeso, struct akeso_thread *thread, uintptr_t lock);
/* 1: this thread's innermost domain has acquired it and not released it. */
int akeso_is_locked(struct akeso *akeso, const struct akeso_thread *thread, uintptr_t lock);

/*
 * Without `eager`: whatever runs from here on can be another thread or an interrupt, so what this thread has written is entered
 * into the table of versions. Call it before a thread is switched out, where an interrupt enters a domain, and where one
 * writes what is not quiet. Begin and end of domains do it by themselves where they have to.
 */
void akeso_publish(struct akeso *akeso, struct akeso_thread *thread);

/*
 * A fault in this thread. Rolls back its innermost domain and all that depend on it, but those of other threads that cannot be rolled back
 * any more (akeso_break(), a full log): they stay, with what they have seen. Its threads are in `work`: none of them may
 * run on before it has gone to its landing.
 */
enum akeso_result akeso_fault(struct akeso *akeso, struct akeso_thread *thread, struct akeso_work *work);

/*
 * This thread ends in the middle of its domains, as one does whose fault could not be recovered: what they have written stays, nobody waits for them
 * any more, and what they have deferred is never done. It is in no domain after that.
 */
void akeso_abandon(struct akeso *akeso, struct akeso_thread *thread);

/* Takes the next action; 0: none is left. Actions are done outside of any domain of the faulting code. */
int akeso_next(struct akeso *akeso, struct akeso_work *work, struct akeso_action *action);

/* The domains that this thread is in cannot be rolled back any more. */
void akeso_break(struct akeso *akeso, struct akeso_thread *thread);

/* Takes the next lock out of WORK, which gets to its end; the calls go to CALLS, in their order. */
int akeso_next_lock(
	struct akeso *akeso, struct akeso_work *work, struct akeso_work *calls, struct akeso_action *action);

/* 1: nothing in the runtime points to this thread any more. */
static inline int akeso_is_free(const struct akeso_thread *thread)
{
	return !thread->top && !thread->uncommitted && !thread->listed && !thread->working && !thread->whole;
}

/* 1: this thread is in a logged domain. */
int akeso_is_logged(const struct akeso *akeso, const struct akeso_thread *thread);
/* 1: and everything it has done there could be kept, so that a fault now can be rolled back, as far as it alone is concerned. */
int akeso_is_recoverable(const struct akeso *akeso, const struct akeso_thread *thread);

#endif
