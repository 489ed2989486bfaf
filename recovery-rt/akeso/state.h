/*
 * What the files of the runtime share. Its layers, each using only those above it:
 *
 *   pool.c      entries and slots              sets: inline here
 *   version.c   who wrote a location last; what stands there when a writer is gone
 *   freed.c     memory that is freed for good; the table of what inverses are about
 *   log.c       what a thread does in a domain: reads, writes, calls
 *   atomic.c    ... counters and bits
 *   lock.c      ... and locks
 *   commit.c    completed domains that depend on nobody active any more
 *   domain.c    begin and end
 *   rollback.c  a fault
 *
 * Domains and entries are named by their index + 1, so that 0 is none.
 */
#ifndef KMEND_AKESO_STATE_H
#define KMEND_AKESO_STATE_H

#include "akeso.h"

/* A word as it lies in memory, of any type. */
typedef uint64_t __attribute__((may_alias)) akeso_u64;

enum { DOMAIN_FREE, DOMAIN_ACTIVE, DOMAIN_COMPLETED };

enum entry_kind {
	ENTRY_DEAD,     /* taken back: means nothing any more */
	ENTRY_WRITE,    /* the bits `bits` of the word at `where` had the value in `old` */
	ENTRY_ADD,      /* the counter in the bits `bits` of the word at `where` got `old` more */
	ENTRY_INVERSE,  /* on rollback: call */
	ENTRY_DEFERRED, /* on commit: call */
	ENTRY_LOST,     /* on rollback of what had completed: call, after all inverses */
	ENTRY_OBJECT,   /* after an inverse: what it undoes something of, `where`; see freed.c */
	ENTRY_LOCK,     /* acquired and not released yet */
	ENTRY_UNLOCK    /* released here, acquired by a domain below */
};

struct akeso_entry {
	union {
		struct {
			uintptr_t where;
			union {
				struct {
					uint64_t old, bits;
				};
				uint32_t inverse; /* entry + 1 */
			};
			uint32_t newer, older; /* in the bucket: neighbours + 1 */
		};
		struct {
			uintptr_t function;
			uintptr_t argument[3];
		};
		struct {
			uintptr_t lock;
			uint32_t older_lock; /* of the domain, + 1 */
		};
	};
	uint32_t next;  /* in the log or in the work, + 1 */
	uint8_t domain; /* + 1; 0: it is in work */
	uint8_t kind;   /* enum entry_kind */
	uint8_t is_published;
};

_Static_assert(sizeof(struct akeso_entry) <= AKESO_ENTRY_BYTES, "akeso.h says how large an entry is at most");

static inline struct akeso_domain *domain_of(struct akeso *a, uint32_t domain)
{
	return &a->domains[domain - 1];
}

static inline struct akeso_entry *entry_of(struct akeso *a, uint32_t entry)
{
	return &a->entries[entry - 1];
}

static inline int is_logged(const struct akeso_domain *d)
{
	return d->kind != AKESO_UNLOGGED;
}

static inline void call_keep(struct akeso_entry *e, const struct akeso_call *call)
{
	e->function = call->function;
	for (unsigned i = 0; i < 3; i++)
		e->argument[i] = call->argument[i];
}

/* Sets of domains, by their number + 1. */
static inline void set_add(uint64_t *set, uint32_t domain)
{
	set[(domain - 1) / 64] |= 1ull << (domain - 1) % 64;
}

static inline void set_remove(uint64_t *set, uint32_t domain)
{
	set[(domain - 1) / 64] &= ~(1ull << (domain - 1) % 64);
}

static inline int set_has(const uint64_t *set, uint32_t domain)
{
	return set[(domain - 1) / 64] >> (domain - 1) % 64 & 1;
}

static inline void set_join(uint64_t *set, const uint64_t *more)
{
	for (unsigned i = 0; i < AKESO_DOMAINS / 64; i++)
		set[i] |= more[i];
}

static inline int sets_meet(const uint64_t *one, const uint64_t *other)
{
	uint64_t both = 0;

	for (unsigned i = 0; i < AKESO_DOMAINS / 64; i++)
		both |= one[i] & other[i];
	return both != 0;
}

static inline int set_is_empty(const uint64_t *set)
{
	return !sets_meet(set, set);
}

/* The first one after AFTER, 0: there is none. */
static inline uint32_t set_next(const uint64_t *set, uint32_t after)
{
	for (unsigned i = after / 64; i < AKESO_DOMAINS / 64; i++) {
		uint64_t left = i == after / 64 ? set[i] >> after % 64 << after % 64 : set[i];

		if (left)
			return i * 64 + (uint32_t)__builtin_ctzll(left) + 1;
	}
	return 0;
}

static inline void set_clear(uint64_t *set)
{
	for (unsigned i = 0; i < AKESO_DOMAINS / 64; i++)
		set[i] = 0;
}

/* One processor at a time. */
void akeso_enter(struct akeso *a);
void akeso_leave(struct akeso *a);

/* The words that share a place in the tables. */
#define WORD 8u
static inline uint32_t bucket_of(uintptr_t where)
{
	return where / WORD % AKESO_BUCKETS;
}

#define PAGE 4096u
static inline uint32_t page_of(uintptr_t where)
{
	return where / PAGE % AKESO_PAGES;
}

/* The newest entry + 1 of the words that share a bucket with this one; the others follow by `older`. Read without the lock too: who
 * may see a value was ordered after its writer. */
static inline uint32_t version_newest(const struct akeso *a, uintptr_t where)
{
	return __atomic_load_n(&a->buckets[bucket_of(where)], __ATOMIC_RELAXED);
}

/* What is kept is so no more. Stamps that come again would say what is not true. */
static inline void renew(struct akeso *a)
{
	if (a->eager || ++a->stamp)
		return;
	for (unsigned i = 0; i < AKESO_KEPT; i++)
		a->kept[i].stamp = a->recent[2 * i].stamp = a->recent[2 * i + 1].stamp = 0;
	a->stamp = 1;
}

/* pool.c: an entry at the end of the domain's log, NULL: there is none left, and the domain and those that it ends in are broken. */
struct akeso_entry *entry_add(struct akeso *a, uint32_t domain, enum entry_kind kind);
void entry_free(struct akeso *a, uint32_t entry);
void work_append(struct akeso *a, struct akeso_work *work, uint32_t entry);
/* A free slot, 0: none. */
uint32_t slot_new(struct akeso *a);
void slot_free(struct akeso *a, uint32_t domain);
/* The domain lost something: so have those below that its log will end in. */
void domain_break(struct akeso *a, uint32_t domain);

/* log.c: D depends on OWNER, and with it on whatever a completed OWNER waits for: those edges are kept with the completed one only
 * until it commits (5.1.2). */
void depend(struct akeso *a, uint32_t domain, uint32_t owner);

/* log.c: bits of one word, which the domain is about to write. 0: their old values could not be kept, so they are final. They need not be
 * kept a second time, but that costs only room. */
int write_word(struct akeso *a, uint32_t domain, uintptr_t where, uint64_t bits);
/* The running domain's last entry for this word, not published yet; NULL: it is not remembered. HALF 1: the last addition to its second half. */
struct akeso_entry *write_recent(struct akeso *a, uintptr_t where, int half);
void write_forget(struct akeso *a, uintptr_t where, int half);
/* A new one; `old` is the caller's to set. NULL: there is no room. */
struct akeso_entry *write_add(
	struct akeso *a, uint32_t domain, enum entry_kind kind, uintptr_t where, uint64_t bits, int half);

/* freed.c: INVERSE, the last entry of the domain, is about OBJECT; out of the table; the domain releases it; the inverse of what was
 * not done is not called. */
void object_add(struct akeso *a, uint32_t domain, uintptr_t object, uint32_t inverse);
void object_forget(struct akeso *a, uint32_t entry);
void object_release(struct akeso *a, uint32_t domain, uintptr_t object);
void inverse_drop(struct akeso *a, uint32_t inverse);

/* lock.c: the entry means nothing any more; find_lock() does not see it. */
void lock_forget(struct akeso *a, uint32_t domain, uint32_t entry);

/* lock.c: the newest entry of this kind for this lock in one domain, 0: there is none. */
uint32_t find_lock(struct akeso *a, uint32_t domain, enum entry_kind kind, uintptr_t lock);

/* version.c */
void version_publish(struct akeso *a, uint32_t domain);     /* the unpublished writes of one domain */
void version_publish_thread(struct akeso *a, uint32_t top); /* of all domains below and with this one, oldest first */
/* The value now there stays: nothing older than ENTRY is undone there; 0: nothing at all. */
void version_final(struct akeso *a, uintptr_t where, uint64_t bits, uint32_t entry);
/* The counter there keeps DIFFERENCE, in its place in the word, whatever older than ENTRY is undone; 0: whatever is. */
void version_added(struct akeso *a, uintptr_t where, uint64_t bits, uint64_t difference, uint32_t entry);
void version_forget(struct akeso *a, uint32_t entry); /* out of the table */
void version_undo(struct akeso *a, uint32_t entry);   /* as if this write or addition had not been; out of the table */

/* commit.c: one that has completed and depends on nobody; what it has deferred is appended to the work. */
void commit(struct akeso *a, uint32_t domain, struct akeso_work *work);
/* Commits every completed domain that may; what they have deferred is appended to the work. */
void commit_all(struct akeso *a, struct akeso_work *work);

/* The bits of SIZE bytes from OFFSET in a word on, up to its end. */
static inline uint64_t word_bits(uintptr_t offset, uint64_t size)
{
	return size ? (size < WORD ? (1ull << 8 * size) - 1 : ~0ull) << 8 * offset : 0;
}

/* Of the bytes from AT on: how many lie in its word. */
static inline uint64_t in_word(uintptr_t at, uint64_t size)
{
	return size > WORD - at % WORD ? WORD - at % WORD : size;
}

static inline int is_version(const struct akeso_entry *e)
{
	return e->kind == ENTRY_WRITE || e->kind == ENTRY_ADD;
}

#endif
