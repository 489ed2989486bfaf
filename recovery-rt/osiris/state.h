/*
 * The protected region: everything the runtime remembers, one object, which the linker script places alone between
 * runtime_start and runtime_end. Instrumented code cannot write here: __kmend_log_store() stops it (the paper's SFI, IV-C).
 */
#ifndef KMEND_OSIRIS_STATE_H
#define KMEND_OSIRIS_STATE_H

#include "osiris.h"

#define OSIRIS_LOG_BYTES (256u * 1024u)
#define OSIRIS_SEEN 256u           /* entries of the filter of duplicate stores; a power of two */
#define OSIRIS_FRAMES_BYTES 12288u /* most frames of a resumed thread that are saved: a whole stack */
#define OSIRIS_CHARGES 6u          /* processes that one window can touch */
#ifdef KMEND_ORACLE
#define OSIRIS_ORACLE_BYTES (512u * 1024u) /* largest data section an oracle build can watch */
#endif

/* Values as they lie in memory: at any address, of any type. */
typedef uint16_t __attribute__((aligned(1), may_alias)) osiris_u16;
typedef uint32_t __attribute__((aligned(1), may_alias)) osiris_u32;
typedef uint64_t __attribute__((aligned(1), may_alias)) osiris_u64;

/* Comes after the saved bytes (padded to 8), so that the log is read from its end. */
struct osiris_entry {
	uint64_t addr;
	uint64_t size;
};

/* A range that is already in the log of this window; stamped with the window's number so that none has to be cleared. */
struct osiris_seen {
	uint64_t addr;
	uint64_t size;
	uint64_t window;
};

/* A process that this window may touch (extended.c). */
struct osiris_charge {
	uint32_t process;
	uint16_t touched;
	uint16_t ends;
};

struct osiris_state {
	struct osiris_rt rt; /* first: rt.h */
	const struct kmend_header *layout;
	uint64_t policy; /* enum kmend_policy */
	uint64_t plain_low,
		plain_room; /* addresses of data at which up to eight bytes meet nothing special; no room: none */
	uint64_t thread_low, thread_high; /* of the thread that runs; 0: main */
	uint64_t ran_low, ran_high;       /* of the one that ran last in this window */
	uint32_t remedies;                /* enum osiris_remedy, of the message in progress */
	uint32_t ncharges;
	struct osiris_charge charge[OSIRIS_CHARGES];
	uint64_t client[8];
	struct osiris_seen seen[OSIRIS_SEEN];
	/* Of the thread that was resumed; no bytes: the window is that of a message. */
	uint64_t frames_from, frames_bytes;
	_Alignas(8) uint8_t frames[OSIRIS_FRAMES_BYTES];
	_Alignas(8) uint8_t log[OSIRIS_LOG_BYTES];
#ifdef KMEND_ORACLE
	uint8_t oracle[OSIRIS_ORACLE_BYTES];
#endif
};

extern struct osiris_state __kmend_osiris;

/* Copies without calling memcpy, which the component supplies and which logs. */
static inline void osiris_copy(void *to, const void *from, uint64_t bytes)
{
	uint64_t words = bytes / 8, rest = bytes % 8;

	__asm__ volatile("rep movsq" : "+D"(to), "+S"(from), "+c"(words) : : "memory");
	__asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(rest) : : "memory");
}

void osiris_oracle_save(void);
void osiris_oracle_check(void);

#endif
