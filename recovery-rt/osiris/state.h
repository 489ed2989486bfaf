/*
 * The protected region: everything the runtime remembers. One object, and after it the undo log, which the linker script places alone
 * between runtime_start and runtime_end. Instrumented code cannot write here: it is stopped (the paper's SFI, IV-C).
 */
#ifndef KMEND_OSIRIS_STATE_H
#define KMEND_OSIRIS_STATE_H

#include "osiris.h"

#define OSIRIS_LOG_SLACK 512u /* bytes after the end of the log: what the instrumentation appends at once fits */
#define OSIRIS_OLDEST 256u    /* entries of the table that makes a full log smaller; a power of two */
#define OSIRIS_CHARGES 6u     /* processes that one window can touch */
#ifdef KMEND_ORACLE
#define OSIRIS_ORACLE_BYTES (512u * 1024u) /* largest data section an oracle build can watch */
#endif

/* Values as they lie in memory: at any address, of any type. */
typedef uint16_t __attribute__((aligned(1), may_alias)) osiris_u16;
typedef uint32_t __attribute__((aligned(1), may_alias)) osiris_u32;
typedef uint64_t __attribute__((aligned(1), may_alias)) osiris_u64;

/*
 * The log is read from its end. An entry is the old value of up to eight bytes, or, for a longer range, its old bytes, padded to 16, and
 * after them the entry with its size. What it is stands in the highest byte of the address, of which only the lower seven bytes say
 * anything: xor-ed, so that an address without a kind is an address, also where kernels live.
 */
struct osiris_entry {
	uint64_t addr;
	uint64_t value; /* OSIRIS_RANGE: the size */
};
enum osiris_entry_kind {
	OSIRIS_WORD = 0, /* eight bytes; 1 to 7: exactly so many */
	OSIRIS_RANGE = 0x80,
	OSIRIS_VOID = 0x40 /* nothing: an older entry says the same */
};
#define OSIRIS_KIND_SHIFT 56

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
	uint32_t resumed;                 /* the window is one of osiris_resume() */
	uint32_t ncharges;
	struct osiris_charge charge[OSIRIS_CHARGES];
	uint64_t client[8];
	struct osiris_entry *oldest[OSIRIS_OLDEST];
#ifdef KMEND_ORACLE
	uint8_t oracle[OSIRIS_ORACLE_BYTES];
#endif
};

extern struct osiris_state __kmend_osiris;
/* The component's linker script says how large the log is. 16-aligned; OSIRIS_LOG_SLACK bytes after the end are the runtime's, too. */
extern uint8_t __kmend_log_start[], __kmend_log_end[];

static inline uint64_t osiris_log_bytes(void)
{
	return (uint64_t)__kmend_log_end - (uint64_t)__kmend_log_start;
}

static inline enum osiris_entry_kind osiris_entry_kind(const struct osiris_entry *entry)
{
	uint64_t sign = (uint64_t)((int64_t)(entry->addr << 8) >> 63);

	return (enum osiris_entry_kind)((entry->addr ^ sign) >> OSIRIS_KIND_SHIFT);
}

static inline uint64_t osiris_entry_addr(const struct osiris_entry *entry)
{
	return (uint64_t)((int64_t)(entry->addr << 8) >> 8);
}

/* Copies without calling memcpy, which the component supplies and which logs. */
static inline void osiris_copy(void *to, const void *from, uint64_t bytes)
{
	uint64_t words = bytes / 8, rest = bytes % 8;

	__asm__ volatile("rep movsq" : "+D"(to), "+S"(from), "+c"(words) : : "memory");
	__asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(rest) : : "memory");
}

/* Makes a log smaller that has duplicates; the oldest value of each address stays. */
void osiris_compact(void);

void osiris_oracle_save(void);
void osiris_oracle_check(void);

#endif
